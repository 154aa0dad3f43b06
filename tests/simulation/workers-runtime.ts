/** What `cloudflare:workers` gives an actor besides its storage: the base class, and nothing else that actors use. */
export class DurableObject<Env> {
  protected readonly ctx: unknown;
  protected readonly env: Env;

  constructor(ctx: unknown, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}
