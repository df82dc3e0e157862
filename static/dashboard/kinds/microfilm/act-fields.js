import { useEffect, useState } from "preact/hooks";

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
  return html`<div class="settings">${SETTINGS.map((name) => html`<label class="field" key=${name}><span class="label">${words.fields.settings[name]}</span>
    <span class="row with-unit"><input class="input numbers" inputmode="numeric" value=${form.settings[name]} aria-invalid=${problems.includes(name)} onInput=${change(name)} /><span class="muted small">${words.fields.frames}</span></span>
    <${Problem} name=${name} problems=${problems} /></label>`)}</div>`;
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
    <label class="field"><span class="label">${say.next}</span><input class="input mono" inputmode="numeric" maxlength="8" value=${form.next} aria-invalid=${problems.includes("next")} onInput=${(/** @type {Event} */ event) => set({ next: typed(event) })} />
      <span class="help">${say.nextHelp}</span><${Problem} name="next" problems=${problems} /></label>`;
}

/**
 * Ask who does it, and why.
 * @param {FieldProps & {isReasonNeeded: boolean}} props
 */
export function WhoAndWhy({ form, set, problems, isReasonNeeded }) {
  const { words } = useFilm();
  const say = words.fields;
  return html`<label class="field"><span class="label">${say.reason}${isReasonNeeded ? "" : html` <span class="muted">${say.optional}</span>`}</span>
      <textarea class="textarea short" rows="2" maxlength="1000" value=${form.reason} aria-required=${isReasonNeeded} aria-invalid=${problems.includes("reason")} onInput=${(/** @type {Event} */ event) => set({ reason: typed(event) })}></textarea>
      ${isReasonNeeded ? html`<span class="help">${say.reasonHelp}</span>` : null}<${Problem} name="reason" problems=${problems} /></label>
    <label class="field"><span class="label">${say.who}</span><input class="input" maxlength="200" autocomplete="name" placeholder="local" value=${form.who} aria-invalid=${problems.includes("who")} onInput=${(/** @type {Event} */ event) => set({ who: typed(event) })} />
      <span class="help">${say.whoHelp}</span><${Problem} name="who" problems=${problems} /></label>`;
}

/** @param {{name: FieldName, problems: FieldName[]}} props */
function Problem({ name, problems }) {
  const { words } = useFilm();
  return problems.includes(name) ? html`<span class="problem" role="alert">${words.fields.problems[name]}</span>` : null;
}
