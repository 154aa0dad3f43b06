/** Languages that residents read what the system writes for them in; `easy` is やさしい日本語 (B10). */
export const LANGUAGES = ["ja", "easy", "en", "zh", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];
