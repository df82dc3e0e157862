import { list, rolls, stateOf, stepsOf } from "./german-basics.js";

/** What went wrong, by the code of the problem, and what to do about it. @type {Readonly<Record<string, (facts: Record<string, any>) => string>>} */
export const PROBLEMS = {
  offline: () => "Der Server antwortet nicht. Sie sehen den letzten bekannten Stand; es geht von selbst weiter, wenn er wieder da ist.",
  illegal_step: (f) => `${f["roll"] ? `Rolle ${f["roll"]}` : "Der Auftrag"} ist ${stateOf(String(f["state"] ?? "?"))}, vielleicht war jemand schneller. Möglich ist jetzt: ${stepsOf(f["legal"])}.`,
  ledger_damaged: (f) => `Dem Filmbuch fehlen Zeilen${f["keptLines"] ? ` (${f["lines"] ?? 0} statt ${f["keptLines"]})` : ""}; so vergibt es keine Nummern. Kopieren Sie seine neueste Sicherung zurück${f["backup"] ? `, ${f["backup"]} in backups/film-ledger` : " aus backups/film-ledger"}, über film-ledger.json. Dann geht alles weiter.`,
  numbers_unknown: (f) => `In einem Auftrag stehen Filmnummern, die das Filmbuch nicht kennt${Array.isArray(f["numbers"]) ? `: ${list(f["numbers"])}` : ""}. Sie wurden früh vergeben: Übernehmen Sie sie zuerst.`,
  no_fitting_temp_roll: (f) => `Diese Temp-Rolle ist nicht mehr zu haben oder zu kurz. ${f["offered"]?.length > 0 ? `Es passen: ${list(f["offered"])}.` : "Nehmen Sie neuen Film."}`,
  plan_changed: () => "Niemand weiß mehr, was auf diese Rolle soll: Der Plan wurde anderswo geändert. Planen Sie die Rollen neu.",
  nothing_planned: () => "Die Analyse hat keine Dokumente mit Seiten, oder es sind keine Rollen geplant. Sehen Sie die Analyse an und planen Sie dann.",
  no_such_roll: (f) => `Diese Rolle hat der Auftrag nicht mehr; er wurde neu geplant. Er hat ${f["rolls"]?.length > 0 ? rolls(f["rolls"]).replace(/^Die/u, "die") : "keine"}.`,
  no_such_project: () => "Diesen Auftrag gibt es nicht mehr. Vielleicht liegt er im Papierkorb.",
  not_an_order: () => "Diese Datei ist kein Archivauftrag. Sehen Sie sie unter „Data“ an.",
  key_reused: () => "Der Server hatte unter diesem Schlüssel schon eine andere Anfrage. Schließen Sie den Dialog und öffnen Sie ihn wieder.",
  numbers_exhausted: (f) => `Alle Nummern des Standorts ${f["location"] ?? ""} sind vergeben. Von ihm kann keine Rolle mehr abgeschlossen werden.`,
  bad_film_request: (f) => `Das Register nimmt nicht an, was eingegeben wurde${f["field"] ? ` (${f["field"]})` : ""}: ${f["detail"] ?? ""}.`,
  file_broken: () => "Eine Datei des Registers lässt sich nicht lesen. Sehen Sie das Filmbuch oder den Auftrag in der Liste der Projekte an; dort steht, wo der Fehler ist.",
  unauthorized: () => "Der Server verlangt sein Token. Laden Sie die Seite neu und geben Sie es ein.",
  lock_timeout: () => "Das Register ist beschäftigt. Versuchen Sie es in ein paar Sekunden noch einmal.",
  file_busy: () => "Eine Datei des Registers ist in einem anderen Programm offen. Schließen Sie sie dort und versuchen Sie es noch einmal.",
  disk_full: () => "Der Datenträger ist voll. Nichts wurde geändert; schaffen Sie Platz und versuchen Sie es noch einmal.",
  io_error: () => "Der Datenträger nimmt die Datei nicht an. Nichts wurde geändert; prüfen Sie ihn und versuchen Sie es noch einmal.",
  durability_unknown: () => "Es ist geschrieben, aber der Datenträger hat es nicht bestätigt. Senden Sie noch einmal: Dieselbe Anfrage wird nur einmal ausgeführt.",
  other: (f) => `Der Server hat es abgelehnt: ${f["detail"] ?? f["code"] ?? "ohne Grund"}.`,
};
