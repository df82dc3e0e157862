import { count, documents, frames, number, pages, rolls } from "./german-basics.js";

/**
 * @import { ActName } from "../film-types.js"
 * @import { ActWords } from "../words.js"
 */

const FINAL = "Das lässt sich nicht zurücknehmen.";
const verb = (/** @type {number[]} */ ids) => (ids.length === 1 ? "muss" : "müssen");

/** @type {Readonly<Record<ActName, ActWords>>} */
export const ACTS = {
  plan: {
    title: () => "Rollen planen", short: "Rollen planen", confirm: () => "Rollen planen",
    will: (f) => [
      `Die Dokumente der Analyse werden nach ihren Namen auf Rollen verteilt${f.documents > 0 ? `: ${documents(f.documents)} mit ${pages(f.pages)}` : ""}.`,
      f.kept > 0 ? `${count(f.kept, "Rolle bleibt, wie sie ist: Sie ist", "Rollen bleiben, wie sie sind: Sie sind")} verfilmt oder auf der Kamera.` : "Eine Nummer bekommt dadurch keine Rolle.",
    ],
    final: () => "", done: (f) => (f.isRepeated ? "Der Auftrag ist schon so geplant" : `Auf ${count(f.count, "Rolle", "Rollen")} geplant`),
  },
  start: {
    title: (f) => `Verfilmung von Rolle ${f.roll} beginnen`, short: "Verfilmung beginnen", confirm: () => "Verfilmung beginnen",
    will: (f) => [`Rolle ${f.roll} kommt auf die Kamera, auf ${f.film ? `Temp-Rolle ${f.film}` : "neuen Film"}. Ihre Nummer bekommt sie erst, wenn sie verfilmt ist.`],
    final: () => "", done: (f) => `Rolle ${f.roll} ist auf der Kamera${f.film ? `, auf Temp-Rolle ${f.film}` : ""}`,
  },
  complete: {
    title: (f) => `Rolle ${f.roll} abschließen`, short: "Abschließen", confirm: () => "Verfilmt: Nummer vergeben",
    will: (f) => [
      `Rolle ${f.roll} gilt dann als verfilmt und bekommt ihre Filmnummer${f.next ? `, nach jetzigem Stand ${f.next}` : ""}.`,
      ...(f.number ? [`${f.number} wird abgelöst; der alte Film und seine Blips bleiben in der Geschichte.`] : []),
      f.isKept ? `${number(f.usable)} nutzbare Aufnahmen bleiben übrig und werden eine Temp-Rolle.` : f.rest > 0 ? `Der Rest von ${frames(f.rest)} ist zu kurz zum Aufheben.` : "Vom Film bleibt nichts übrig.",
    ],
    final: () => `Eine vergebene Nummer bleibt vergeben. ${FINAL}`,
    done: (f) => `Rolle ${f.roll} ist verfilmt: Nummer ${f.given}${f.isRepeated ? ", die sie schon hatte" : ""}${f.made ? `. Ihr Rest ist Temp-Rolle ${f.made}` : ""}`,
  },
  fail: {
    title: (f) => `Verfilmung von Rolle ${f.roll} ist fehlgeschlagen`, short: "Fehlgeschlagen", confirm: () => "Als fehlgeschlagen melden",
    will: (f) => ["Es wird keine Filmnummer verbraucht. Die Rolle kann wieder zum Verfilmen bereitgelegt werden.", ...(f.film ? [f.isSpoiled ? `Temp-Rolle ${f.film} ist verdorben und wird nicht mehr angeboten.` : `Temp-Rolle ${f.film} ist wieder frei.`] : [])],
    final: () => "", done: (f) => `Vermerkt: Verfilmung von Rolle ${f.roll} fehlgeschlagen. Keine Nummer wurde verbraucht`,
  },
  refilm: {
    title: (f) => `Rolle ${f.roll} neu verfilmen`, short: "Neu verfilmen", confirm: () => "Bereitlegen",
    will: (f) => [f.number ? `Rolle ${f.roll} soll neu verfilmt werden. ${f.number} gilt weiter, bis das abgeschlossen ist; dann wird sie abgelöst.` : `Rolle ${f.roll} kann wieder auf die Kamera.`,
      f.film === "best" ? "Die Temp-Rolle, die am besten passt, wird für sie aufgehoben, wenn es eine gibt." : f.film ? `Temp-Rolle ${f.film} wird für sie aufgehoben.` : "Sie wird auf neuen Film verfilmt."],
    final: () => `Die Rolle muss dann neu verfilmt werden. ${FINAL}`, done: (f) => `Rolle ${f.roll} kann neu verfilmt werden${f.film ? `, auf Temp-Rolle ${f.film}` : ""}`,
  },
  rework: {
    title: (f) => (f.rolls.length === 1 ? `Nacharbeit an Rolle ${f.rolls[0]}` : "Nacharbeit"), short: "Nacharbeit", confirm: () => "Nacharbeit verlangen",
    will: (f) => [f.rolls.length === 0 ? "Wählen Sie die Rollen, die noch einmal verfilmt werden müssen." : `${rolls(f.rolls)} ${verb(f.rolls)} neu verfilmt werden. Die alten Nummern gelten bis dahin weiter.`, "Alle anderen Rollen behalten ihre Nummern."],
    final: () => `Die Rollen müssen dann neu verfilmt werden. ${FINAL}`, done: (f) => `${rolls(f.rolls)} ${verb(f.rolls)} neu verfilmt werden`,
  },
  void: {
    title: (f) => `${f.number} für ungültig erklären`, short: "Nummer für ungültig erklären", confirm: (f) => `${f.number} für ungültig erklären`,
    will: (f) => [`Der Film von Rolle ${f.roll} ist unbrauchbar: ${f.number} gilt für nichts mehr und wird nie wieder vergeben. Die Dokumente können neu geplant werden.`],
    final: () => FINAL, done: (f) => `${f.number} ist ungültig`,
  },
  archive: {
    title: () => "Auftrag archivieren", short: "Archivieren", confirm: () => "Auftrag archivieren",
    will: () => ["Der Auftrag ist erledigt. Eine Nacharbeit öffnet ihn wieder."], final: () => "", done: () => "Der Auftrag ist archiviert",
  },
  migrate: {
    title: () => "Frühe Nummern übernehmen", short: "Frühe Nummern übernehmen", confirm: (f) => (f.isDropping ? "Aufgeben, was nicht passt" : "Nummern übernehmen"),
    will: (f) => [f.isDropping ? "Nummern, die nicht passen, werden aufgegeben; das Filmbuch behält zu jeder eine Zeile." : "Die Nummern, die das alte System vergeben hat, kommen ins Filmbuch. Was nicht zusammenpasst, wird aufgezählt und bleibt, wie es ist."],
    final: () => `Zeilen im Filmbuch bleiben. ${FINAL}`, done: (f) => (f.count > 0 ? `${count(f.count, "Nummer", "Nummern")} übernommen` : "Keine Nummer wurde übernommen"),
  },
  next: {
    title: () => "Mit einer anderen Nummer weitermachen", short: "Nächste Nummer anheben", confirm: () => "Nummer anheben",
    will: () => ["Der Standort macht mit dieser Nummer weiter. Die übersprungenen Nummern erklärt eine Zeile im Filmbuch; sie werden nie vergeben."],
    final: () => `Übersprungene Nummern bleiben übersprungen. ${FINAL}`, done: (f) => `Die nächste Nummer ist ${f.given}`,
  },
};
