import { SOUND_LIMITS } from "../../../schema/limits.ts";

/**
 * The samples of a sound file of any kind that this browser plays (MP3, M4A, WAV, OGG), both sides mixed into one; what
 * else was in the file stays behind. Null where it can't be read.
 */
export async function readSound(file: Blob): Promise<Float32Array | null> {
  const rate = SOUND_LIMITS.sampleRate;
  try {
    // A context decodes into its own rate.
    const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await file.arrayBuffer());
    const mixer = new OfflineAudioContext(1, decoded.length, rate);
    const source = mixer.createBufferSource();
    source.buffer = decoded;
    source.connect(mixer.destination);
    source.start();
    return (await mixer.startRendering()).getChannelData(0);
  } catch {
    return null;
  }
}
