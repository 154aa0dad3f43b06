/**
 * A map of one isolate that holds between `generation` and twice as many entries: the longest unused go, many at once,
 * since taking them out one by one from a map costs more the more were taken out before.
 */
export class BoundedMap<V> {
  readonly #generation: number;
  #recent = new Map<string, V>();
  #older = new Map<string, V>();

  constructor(generation: number) {
    this.#generation = generation;
  }

  get(key: string): V | undefined {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: V): void {
    this.#recent.set(key, value);
    if (this.#recent.size < this.#generation) return;
    this.#older = this.#recent;
    this.#recent = new Map();
  }

  delete(key: string): void {
    this.#recent.delete(key);
    this.#older.delete(key);
  }
}
