/**
 * A film project that has everything the contract knows.
 * @param {string} [id]
 * @returns {any}
 */
export function film(id = "film-1") {
  return {
    id, name: "Dawn", schemaVersion: "1.0",
    sequences: [{ id: "s1", name: "One", description: "", shotIds: ["a"], duration: 5 }],
    shots: [{
      id: "a", sequenceId: "s1", startTime: 0, duration: 5, prompt: "a harbour at dawn", metadata: { mood: "calm" }, position: 0,
      generatedImageUrl: "data:image/png;base64,AAAA",
      promptValidation: { isValid: true, errors: [], warnings: [], suggestions: [] },
    }],
    audioPhrases: [{
      id: "p1", shotId: "a", text: "Land ahead", startTime: 0, endTime: 2, metadata: { character: "Anna", emotion: "joy" },
      generatedAudioUrl: "a.mp3", voiceParameters: { voiceType: "female", speed: 1, pitch: 0, language: "en" },
    }],
    generationHistory: [{ id: "g1", timestamp: 1698589120000, status: "success", results: [1], error: null }],
    masterCoherenceSheet: { url: "sheet.png", generatedAt: 1698589120000 },
    capabilities: {
      gridGeneration: true, promotionEngine: false, qaEngine: false, autofixEngine: false, voiceGeneration: true,
    },
  };
}
