/**
 * A film of three sequences whose shots follow each other, with phrases, as the contract wants it.
 * @returns {any}
 */
export function threeSequences() {
  const lengths = [[4, 3.5, 5], [6, 4.5], [7, 2, 4]];
  const sequences = lengths.map((own, place) => ({
    id: `seq-${place + 1}`, name: `Part ${place + 1}`, description: "", shotIds: own.map((_, at) => `shot-${place + 1}${at}`),
    duration: own.reduce((sum, length) => sum + length, 0),
  }));
  let at = 0;
  const shots = lengths.flatMap((own, place) => own.map((duration, index) => {
    const shot = { id: `shot-${place + 1}${index}`, sequenceId: `seq-${place + 1}`, position: index, startTime: at, duration, prompt: "A quiet harbour at dawn", metadata: {} };
    at += duration;
    return shot;
  }));
  return {
    id: "film", name: "Dawn", schemaVersion: "1.0", sequences, shots, audioPhrases: [phrase("p1", shots[0]), phrase("p2", shots[4]), phrase("p3", shots[4])],
    generationHistory: [],
    capabilities: { gridGeneration: true, promotionEngine: false, qaEngine: false, autofixEngine: false, voiceGeneration: true },
  };
}

/**
 * @param {string} id
 * @param {any} shot
 */
function phrase(id, shot) {
  return { id, shotId: shot.id, text: "Land ahead", startTime: shot.startTime + 0.5, endTime: shot.startTime + 1.5, metadata: { character: "Mara" } };
}

/**
 * Values that no contract foresees, in the place of lists, items and members.
 * @returns {any[]}
 */
export function oddDocuments() {
  const odd = [null, 1, "text", [], {}, [null], [[]], [1, "a", true], [{}], [{ id: null }], [{ id: 7, shotIds: 3, sequenceId: 7 }]];
  const lists = odd.flatMap((value) => ["sequences", "shots", "audioPhrases", "generationHistory", "capabilities", "masterCoherenceSheet"].map((name) => Object.assign(threeSequences(), { [name]: value })));
  const shot = threeSequences().shots[0];
  const members = Object.keys(shot).flatMap((name) => odd.map((value) => Object.assign(threeSequences(), { shots: [Object.assign(threeSequences().shots[0], { [name]: value }), shot, null, shot] })));
  const own = JSON.parse('{"__proto__": {"shots": 1}, "shots": [{"__proto__": 1, "id": "__proto__", "sequenceId": "constructor"}], "sequences": [{"id": "constructor", "shotIds": ["__proto__"]}]}');
  return [undefined, null, 1, "text", [], {}, own, ...lists, ...members];
}
