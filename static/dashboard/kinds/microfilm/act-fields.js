import { useEffect, useId, useState } from "preact/hooks";

import { html } from "../../parts/html.js";
import { useFilm } from "./context.js";

/**
 * @import { FieldName } from "./acts.js"
 * @import { Form, Roll, SettingName, Target, TempRoll } from "./film-types.js"
 */

/** @typedef {{target: Target, form: Form, set: (changes: Partial<Form>) => void, problems: FieldName[]}} FieldProps */

/** @type {readonly SettingName[]} */
const SETTINGS = ["capacity_16mm", "capacity_35mm", "padding", "minimum"];
const LOCATIONS = ["OU", "DW", "other"];
const typed = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/**
 * Ask what an act needs to know beside who and why.
 * @param {FieldProps} props
 */
export function ActFields(props) {
  switch (props.target.act) {
    case "plan": return html`<${Settings} ...${props} />`;
    case "start": case "refilm": return html`<${FilmChoice} ...${props} />`;
    case "fail": return props.target.roll?.temp_roll ? html`<${Spoiled} ...${props} />` : null;
    case "rework": return props.target.roll ? null : html`<${RollChoice} ...${props} />`;
    case "migrate": return html`<${Takeover} ...${props} />`;
    case "next": return html`<${NextNumber} ...${props} />`;
    default: return null;
  }
}

/** @param {FieldProps} props */
function Settings({ form, set, problems }) {
  const { words } = useFilm();
  const change = (/** @type {SettingName} */ name) => (/** @type {Event} */ event) => set({ settings: { ...form.settings, [name]: typed(event) } });
  return html`<div class="settings">${SETTINGS.map((name) => html`<${Field} key=${name} name=${name} label=${words.fields.settings[name]} problems=${problems}
    render=${(/** @type {object} */ given) => html`<span class="row with-unit"><input ...${given} class="input numbers" inputmode="numeric" value=${form.settings[name]} onInput=${change(name)} /><span class="muted small">${words.fields.frames}</span></span>`} />`)}</div>`;
}

/** @param {FieldProps} props */
function FilmChoice({ target, form, set }) {
  const { words, register } = useFilm();
  const { roll } = target;
  const { offered, best } = useOffered(roll);
  const held = register.tempRolls.value.find(({ id }) => id === roll?.temp_roll);
  const films = held ? [held, ...offered.filter(({ id }) => id !== held.id)] : offered;
  const say = words.fields;
  const choices = [
    ...(target.act === "refilm" ? [{ value: "best", text: say.filmBest, note: "" }] : []),
    { value: "new", text: say.filmNew(roll?.capacity ?? 0), note: "" },
    ...films.map((film) => ({ value: film.id, text: say.filmTemp(film.id, film.usable), note: film.id === held?.id ? say.held : film.id === best ? say.best : "" })),
  ];
  return html`<fieldset class="field choices"><legend class="label">${say.film}</legend>
    ${choices.map(({ value, text, note }) => html`<label class="check"><input type="radio" name="film" value=${value} checked=${form.tempRoll === value} onChange=${() => set({ tempRoll: value })} />${text}${note ? html` <span class="badge accent">${note}</span>` : null}</label>`)}
    ${films.length === 0 ? html`<p class="help">${say.noneOffered(roll?.pages_used ?? 0)}</p>` : null}
  </fieldset>`;
}

/**
 * Learn which temp rolls could hold a roll, also when others are cut or taken meanwhile.
 * @param {Roll | undefined} roll
 */
function useOffered(roll) {
  const { register } = useFilm();
  const [found, setFound] = useState({ offered: /** @type {TempRoll[]} */ ([]), best: /** @type {string | null} */ (null) });
  useEffect(() => {
    let isWanted = true;
    const take = (/** @type {{temp_rolls: TempRoll[], best: string | null}} */ answer) => isWanted && setFound({ offered: answer.temp_rolls, best: answer.best });
    if (roll) register.offered(roll.film_type, roll.pages_used).then(take, () => undefined);
    return () => void (isWanted = false);
  }, [register, roll?.roll_id, register.tempRolls.value]);
  return found;
}

/** @param {FieldProps} props */
function Spoiled({ form, set }) {
  const { words } = useFilm();
  return html`<label class="check"><input type="checkbox" checked=${form.spoiled} onChange=${() => set({ spoiled: !form.spoiled })} />${words.fields.spoiled}</label>`;
}

/** @param {FieldProps} props */
function RollChoice({ form, set, problems }) {
  const { words, rolls } = useFilm();
  const filmed = rolls.filter(({ state }) => state === "filmed");
  const isAll = filmed.length > 0 && filmed.every(({ roll_id }) => form.rolls.includes(roll_id));
  const flip = (/** @type {number} */ id) => set({ rolls: form.rolls.includes(id) ? form.rolls.filter((other) => other !== id) : [...form.rolls, id] });
  return html`<fieldset class="field choices"><legend class="label">${words.fields.rolls}</legend>
    ${filmed.length > 1 ? html`<label class="check"><input type="checkbox" checked=${isAll} onChange=${() => set({ rolls: isAll ? [] : filmed.map(({ roll_id }) => roll_id) })} /><strong>${words.fields.all}</strong></label>` : null}
    <div class="many">${filmed.map(({ roll_id, film_number }) => html`<label class="check" key=${roll_id}><input type="checkbox" checked=${form.rolls.includes(roll_id)} onChange=${() => flip(roll_id)} />${words.rolls.roll(roll_id)} <span class="mono muted">${film_number ?? ""}</span></label>`)}</div>
    <${Problem} name="rolls" problems=${problems} />
  </fieldset>`;
}

/** @param {FieldProps} props */
function Takeover({ form, set }) {
  const { words } = useFilm();
  const say = words.fields;
  if (form.drop) return null;
  return html`<fieldset class="field choices"><legend class="label">${say.filmed}</legend>
    ${[true, false].map((filmed) => html`<label class="check"><input type="radio" name="filmed" checked=${form.filmed === filmed} onChange=${() => set({ filmed })} />${filmed ? say.filmedYes : say.filmedNo}</label>`)}
  </fieldset>`;
}

/** @param {FieldProps} props */
function NextNumber({ form, set, problems }) {
  const { words, register } = useFilm();
  const say = words.fields;
  const choose = (/** @type {Event} */ event) => set({ location: typed(event), next: register.next.value[typed(event)] ?? "" });
  return html`<label class="field"><span class="label">${say.location}</span><select class="select" value=${form.location} onChange=${choose}>${LOCATIONS.map((location) => html`<option value=${location}>${words.ledger.locations[location]}</option>`)}</select></label>
    <${Field} name="next" label=${say.next} help=${say.nextHelp} problems=${problems}
      render=${(/** @type {object} */ given) => html`<input ...${given} class="input mono" inputmode="numeric" maxlength="8" value=${form.next} onInput=${(/** @type {Event} */ event) => set({ next: typed(event) })} />`} />`;
}

/**
 * Ask who does it, and why.
 * @param {FieldProps & {isReasonNeeded: boolean}} props
 */
export function WhoAndWhy({ form, set, problems, isReasonNeeded }) {
  const { words } = useFilm();
  const say = words.fields;
  const reason = isReasonNeeded ? say.reason : html`${say.reason} <span class="muted">${say.optional}</span>`;
  return html`<${Field} name="reason" label=${reason} help=${isReasonNeeded ? say.reasonHelp : ""} problems=${problems}
      render=${(/** @type {object} */ given) => html`<textarea ...${given} class="textarea short" rows="2" maxlength="1000" value=${form.reason} aria-required=${isReasonNeeded} onInput=${(/** @type {Event} */ event) => set({ reason: typed(event) })}></textarea>`} />
    <${Field} name="who" label=${say.who} help=${say.whoHelp} problems=${problems}
      render=${(/** @type {object} */ given) => html`<input ...${given} class="input" maxlength="200" autocomplete="name" placeholder="local" value=${form.who} onInput=${(/** @type {Event} */ event) => set({ who: typed(event) })} />`} />`;
}

/**
 * Put a name above a control, and below it what helps and what is wrong.
 * @param {{name: FieldName, label: any, help?: string, problems: FieldName[], render: (given: object) => any}} props
 */
function Field({ name, label, help = "", problems, render }) {
  const id = useId();
  return html`<div class="field"><label class="label" for=${id}>${label}</label>
    ${render({ id, "aria-invalid": problems.includes(name), "aria-describedby": `${id}-help` })}
    <div class="help" id=${`${id}-help`}>${help}<${Problem} name=${name} problems=${problems} /></div></div>`;
}

/** @param {{name: FieldName, problems: FieldName[]}} props */
function Problem({ name, problems }) {
  const { words } = useFilm();
  return problems.includes(name) ? html`<span class="problem" role="alert">${words.fields.problems[name]}</span>` : null;
}
