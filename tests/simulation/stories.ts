import { addDays, endExclusiveMs } from "../../schema/calendar.ts";
import type { IssueId, OperationId, ResidentId, StoreId } from "../../schema/ids.ts";
import { INSPECT_HANDLE_MS } from "../../schema/limits.ts";
import type { Answers } from "./answers.ts";
import type { Books } from "./books.ts";
import type { Clients } from "./client.ts";
import type { Cloud } from "./cloud.ts";
import { type Holder, holderOf, type Request } from "./edge.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { Coupon, Programme, Receipt, Store, Town } from "./town.ts";

/** Everything a story may touch. */
export interface World {
  readonly cloud: Cloud;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly town: Town;
  readonly clients: Clients;
  readonly books: Books;
  readonly answers: Answers;
  /** Stories and mishaps that are not over yet. */
  underWay: number;
}

/** Clocks of clients are off by up to so much. */
const CLIENT_SKEW_MS = 240_000;
const SESSION = "session";

/* ---------- Requests, as the apps make them ---------- */

export const coupon = (sheet: Coupon): Holder => ({ actorClass: "coupon", actor: sheet.actor });

const skew = (world: World) => world.random.between(-CLIENT_SKEW_MS, CLIENT_SKEW_MS);

/** A till amount on the programme's unit; now and then one that is not, or more than there is. */
export function amountFor(world: World, programme: Programme, upTo: number): number {
  const { random } = world;
  if (random.chance(0.03)) return random.between(1, upTo) + (programme.unitYen > 1 ? 1 : 100_000);
  const steps = Math.max(1, Math.floor(upTo / programme.unitYen));
  return random.between(1, steps) * programme.unitYen;
}

export function handleOf(world: World, sheet: Coupon, sessionId = SESSION) {
  return {
    ...coupon(sheet),
    programmeId: sheet.programme.id,
    regionId: sheet.programme.regionId,
    purpose: "inspect" as const,
    sessionId,
    expiresAtMs: world.timeline.nowMs + INSPECT_HANDLE_MS,
  };
}

export function paperPay(
  world: World,
  sheet: Coupon,
  more: { amountYen?: number; store?: Store; operationId?: OperationId } = {},
): Extract<Request, { kind: "paper-pay" }> {
  const store = more.store ?? world.random.skewed(world.town.storesOf(sheet.programme));
  return {
    kind: "paper-pay",
    operationId: more.operationId ?? world.town.newId(sheet.actor, skew(world)),
    handle: handleOf(world, sheet),
    sessionId: SESSION,
    storeId: store.id,
    tillId: world.random.pick(store.tills),
    amountYen: more.amountYen ?? amountFor(world, sheet.programme, sheet.faceYen),
  };
}

export function appPay(
  world: World,
  residentId: ResidentId,
  programme: Programme,
  more: { amountYen?: number; store?: Store } = {},
): Extract<Request, { kind: "app-pay" }> {
  const store = more.store ?? world.random.skewed(world.town.storesOf(programme));
  return {
    kind: "app-pay",
    operationId: world.town.newId(world.town.wallet(residentId, programme), skew(world)),
    residentId,
    programmeId: programme.id,
    storeId: store.id,
    tillId: world.random.pick(store.tills),
    amountYen: more.amountYen ?? amountFor(world, programme, 4_000),
  };
}

export function charge(
  world: World,
  sheet: Coupon,
  residentId: ResidentId,
): Extract<Request, { kind: "charge" }> {
  return {
    kind: "charge",
    operationId: world.town.newId(sheet.actor, skew(world)),
    handle: handleOf(world, sheet),
    sessionId: SESSION,
    residentId,
    programmeId: sheet.programme.id,
  };
}

export function reversal(
  world: World,
  receipt: Receipt,
  kind: "void" | "refund",
  amountYen = receipt.amountYen,
): Request {
  return {
    kind,
    operationId: world.town.newId(receipt.holder, skew(world)),
    holder: { actorClass: receipt.actorClass, actor: receipt.holder },
    payment: receipt.payment,
    storeId: kind === "void" ? receipt.storeId : null,
    amountYen,
  };
}

export function freezing(world: World, holder: Holder, frozen: boolean): Request {
  return {
    kind: frozen ? "freeze" : "unfreeze",
    operationId: world.town.newId(holder.actor, skew(world)),
    holder,
  };
}

/** Takes paid requests down where the client got a receipt. */
export async function pay(
  world: World,
  request: Extract<Request, { kind: "paper-pay" | "app-pay" }>,
  programme: Programme,
): Promise<Receipt | null> {
  const reply = await world.clients.persist(request);
  if (reply.outcome !== "done") return null;
  const receipt: Receipt = {
    payment: request.operationId,
    holder: holderOf(request),
    actorClass: request.kind === "app-pay" ? "wallet" : "coupon",
    programme,
    storeId: request.storeId as StoreId,
    amountYen: request.amountYen,
    atMs: world.timeline.nowMs,
  };
  world.town.receipts.push(receipt);
  return receipt;
}

/* ---------- Whom it is about ---------- */

export const someProgramme = (world: World): Programme => world.random.skewed(world.town.programmes);

/** A sheet: often one of a few hot ones, otherwise any, also one that was never opened. */
export function someSheet(world: World): Coupon | null {
  const { coupons } = world.town;
  if (coupons.length === 0) return null;
  return world.random.chance(0.3)
    ? world.random.skewed(coupons.slice(-12))
    : (coupons[world.random.below(coupons.length)] as Coupon);
}

export const someResident = (world: World): ResidentId => world.random.skewed(world.town.residents);

function freshSheet(world: World): Coupon | null {
  const { coupons } = world.town;
  for (let tries = 0; tries < 12 && coupons.length > 0; tries++) {
    const sheet = world.random.pick(coupons);
    if (!world.books.all.has(sheet.actor) && sheet.expiresOn >= world.town.today()) return sheet;
  }
  return null;
}

/* ---------- Everyday traffic ---------- */

async function payOnPaper(world: World): Promise<void> {
  const sheet = someSheet(world);
  if (!sheet) return;
  if (!world.books.all.has(sheet.actor)) world.timeline.saw("first touch");
  await pay(world, paperPay(world, sheet), sheet.programme);
}

async function payByApp(world: World): Promise<void> {
  const programme = someProgramme(world);
  await pay(world, appPay(world, someResident(world), programme), programme);
}

async function chargeSheet(world: World): Promise<void> {
  const sheet = someSheet(world);
  if (sheet) await world.clients.persist(charge(world, sheet, someResident(world)));
}

async function takeBack(world: World): Promise<void> {
  const { receipts } = world.town;
  if (receipts.length === 0) return;
  const receipt = world.random.chance(0.5) ? (receipts.at(-1) as Receipt) : world.random.pick(receipts);
  const kind = world.random.chance(0.6) ? "void" : "refund";
  const part = Math.max(1, Math.floor(receipt.amountYen / world.random.between(1, 3)));
  await world.clients.persist(reversal(world, receipt, kind, part));
}

async function toggleFreeze(world: World): Promise<void> {
  const sheet = someSheet(world);
  const holder: Holder =
    sheet && world.random.chance(0.5)
      ? coupon(sheet)
      : { actorClass: "wallet", actor: world.town.wallet(someResident(world), someProgramme(world)) };
  await world.clients.persist(freezing(world, holder, true));
  await world.timeline.sleep(world.random.wait(120_000), "thaw");
  if (world.random.chance(0.9)) await world.clients.persist(freezing(world, holder, false));
}

export async function grant(world: World, residentId: ResidentId, programme: Programme): Promise<void> {
  world.timeline.saw("grant");
  await world.clients.persist({
    kind: "grant",
    operationId: world.town.newId(world.town.fund(programme)),
    programmeId: programme.id,
    residentId,
    amountYen: world.random.between(1, 8) * 500,
    expiresOn: addDays(world.town.today(), world.random.between(0, 3)),
  });
}

async function cancelSheet(world: World): Promise<void> {
  const sheet = someSheet(world);
  if (!sheet) return;
  world.timeline.saw("cancel");
  const operationId = world.town.newId(sheet.actor);
  await world.clients.persist({ kind: "cancel", operationId, coupon: sheet.actor });
}

async function replaceSheet(world: World): Promise<void> {
  const sheet = someSheet(world);
  if (!sheet) return;
  world.timeline.saw("replace");
  const newIssueId = world.town.newIssueId();
  const reply = await world.clients.persist({
    kind: "replace",
    operationId: world.town.newId(sheet.actor),
    coupon: sheet.actor,
    newIssueId,
  });
  if (reply.outcome !== "not-done")
    world.town.issues.push({ programme: sheet.programme, issueId: newIssueId, handedOver: true });
}

async function extendSheet(world: World): Promise<void> {
  const sheet = someSheet(world);
  if (!sheet) return;
  world.timeline.saw("extend");
  await world.clients.persist({
    kind: "extend",
    operationId: world.town.newId(sheet.actor),
    holder: coupon(sheet),
    expiresOn: addDays(sheet.expiresOn, world.random.between(1, 2)),
  });
}

/** Asks the fund for an issue with some terms; null where it refused. */
async function issueSome(world: World, programme: Programme): Promise<IssueId | null> {
  const { random, town, clients, timeline } = world;
  const issuer = random.pick(town.issuers);
  const issueId = town.newIssueId();
  const today = town.today();
  timeline.saw("issue");
  const reply = await clients.persist(
    {
      kind: "issue",
      operationId: town.newId(town.fund(programme)),
      programmeId: programme.id,
      regionId: programme.regionId,
      issueId,
      issuerId: issuer.id,
      branchId: issuer.branchId,
      faceYen: random.between(1, 6) * 1_000,
      count: random.between(3, 14),
      notBeforeOn: random.chance(0.1) ? addDays(today, 1) : null,
      expiresOn: addDays(today, random.between(0, 3)),
      stayKey: random.chance(0.3) ? `stay-${random.below(20)}` : null,
      capYen: random.chance(0.3) ? 400_000 : null,
    },
    6,
  );
  return reply.outcome === "not-done" ? null : issueId;
}

/** Issue, wait for the rows, hand over; sometimes withdraw or stop instead. */
export async function issueSheets(world: World, programme = someProgramme(world)): Promise<void> {
  const { random, town, clients, timeline } = world;
  const issueId = await issueSome(world, programme);
  if (issueId === null) return;
  const issue = { programme, issueId, handedOver: false };
  town.issues.push(issue);
  const move = random.weighted([
    [0.9, "activate" as const],
    [0.06, "withdraw" as const],
    [0.04, "stop" as const],
  ]);
  for (let tries = 0; tries < 8 && !issue.handedOver; tries++) {
    await timeline.sleep(random.wait(20_000), "at the desk");
    const moved = await clients.persist({
      kind: move,
      operationId: town.newId(town.fund(programme)),
      programmeId: programme.id,
      regionId: programme.regionId,
      issueId,
    });
    issue.handedOver = moved.outcome === "done";
  }
  if (issue.handedOver) timeline.saw(move);
  town.learnCoupons(programme, issueId);
}

/**
 * Sheets printed ahead: handed over by serial, one or a run, by two desks at once and twice over, while some are spent
 * too early; in the end the rest is handed over whole, withdrawn, stopped, or left in the drawer (FND-14).
 */
async function printAhead(world: World): Promise<void> {
  const { random, town, clients, timeline } = world;
  const programme = someProgramme(world);
  const issueId = await issueSome(world, programme);
  if (issueId === null) return;
  await timeline.sleep(random.wait(60_000), "at the printer's");
  const sheets = town.learnCoupons(programme, issueId);
  if (sheets.length === 0) return;
  const issue = { programme, issueId, handedOver: true };
  town.issues.push(issue);
  const { regionId } = programme;
  const of = { programmeId: programme.id, regionId, issueId };
  const handOver = async () => {
    const first = random.pick(sheets);
    const length = random.chance(0.5) ? 0 : random.between(0, sheets.length);
    const done = await clients.persist({
      kind: "hand-over",
      operationId: town.newId(town.fund(programme)),
      ...of,
      fromSerial: first.serial,
      toSerial: first.serial + length,
    });
    if (done.outcome === "done") timeline.saw("sheets handed over by serial");
  };
  const spend = async () => {
    const sheet = random.pick(sheets);
    await timeline.sleep(random.wait(10_000), "to the shop");
    const { code } = await clients.persist(paperPay(world, sheet, { amountYen: programme.unitYen }));
    if (code === "not-handed-over") timeline.saw("sheet spent before its hand-over");
  };
  const desks = Array.from({ length: random.between(1, 4) }, async () => {
    await timeline.sleep(random.wait(60_000), "at the desk");
    await handOver();
  });
  const guests = Array.from({ length: random.between(1, 4) }, spend);
  if (random.chance(0.5)) await Promise.all(desks);
  const end = random.weighted([
    [0.35, "withdraw" as const],
    [0.2, "activate" as const],
    [0.2, "stop" as const],
    [0.25, null],
  ]);
  if (end) {
    const moved = await clients.persist({
      kind: end,
      operationId: town.newId(town.fund(programme)),
      ...of,
    });
    if (moved.outcome === "done") timeline.saw(`${end} after a hand-over by serial`);
  }
  guests.push(...Array.from({ length: 3 }, spend));
  await Promise.all([...desks, ...guests]);
}

async function stopIssue(world: World): Promise<void> {
  const issue = world.town.issues.length > 0 ? world.random.pick(world.town.issues) : null;
  if (!issue) return;
  world.timeline.saw("stop of an issue in use");
  await world.clients.persist({
    kind: "stop",
    operationId: world.town.newId(world.town.fund(issue.programme)),
    programmeId: issue.programme.id,
    regionId: issue.programme.regionId,
    issueId: issue.issueId,
  });
}

async function moveFunds(world: World): Promise<void> {
  const programme = someProgramme(world);
  const { random, town, clients, timeline } = world;
  const amountYen = random.between(1, 40) * 1_000;
  const base = { operationId: town.newId(town.fund(programme)), programmeId: programme.id, amountYen };
  const what = random.weighted([
    [0.3, "deposit" as const],
    [0.35, "allot" as const],
    [0.35, "move" as const],
  ]);
  if (what === "deposit") await clients.persist({ ...base, kind: "deposit" });
  else if (what === "move") {
    const [from, to] = [random.pick(town.issuers), random.pick(town.issuers)];
    const moved = await clients.persist({ ...base, kind: "move", fromIssuerId: from.id, toIssuerId: to.id });
    if (moved.outcome === "done") timeline.saw("allotment moved");
  } else
    await clients.persist({
      ...base,
      kind: "allot",
      issuerId: random.pick(town.issuers).id,
      direction: random.chance(0.7) ? "out" : "back",
    });
}

async function changeRules(world: World): Promise<void> {
  const programme = someProgramme(world);
  const { random, town, timeline } = world;
  timeline.saw("rules changed");
  if (random.chance(0.5))
    town.changeRules(programme, { payLimitYen: random.pick([3_000, 20_000, 50_000]) as never });
  else town.changeRules(programme, { personCapYen: random.pick([null, 6_000, 25_000, 60_000]) as never });
}

async function changeStore(world: World): Promise<void> {
  const { random, town, timeline } = world;
  const store = random.skewed(town.stores);
  timeline.saw("store suspended, or out of scope");
  const programme = random.pick(town.programmes);
  if (random.chance(0.5)) town.setStore(store, "suspended");
  else town.setScope(programme, [store.id]);
  await timeline.sleep(random.wait(400_000), "store back");
  town.setStore(store, "open");
  town.setScope(programme, []);
}

/* ---------- What the issue names ---------- */

/** Refused, then a thaw or a top-up, then a late copy of the refused request: the answer stays (OPR-4). */
async function refusedThenLate(world: World): Promise<void> {
  const { random, timeline, clients, town } = world;
  const programme = someProgramme(world);
  const resident = someResident(world);
  const holder: Holder = { actorClass: "wallet", actor: town.wallet(resident, programme) };
  await grant(world, resident, programme);
  const isFrozen = random.chance(0.5);
  const request = appPay(world, resident, programme, {
    amountYen: (isFrozen ? 1 : 20) * Math.max(500, programme.unitYen),
  });
  if (isFrozen) await clients.persist(freezing(world, holder, true), 6);
  const reply = await clients.send(request);
  if (isFrozen) await clients.persist(freezing(world, holder, false), 6);
  else for (let time = 0; time < 3; time++) await grant(world, resident, programme);
  if (reply.outcome === "not-done")
    timeline.saw(
      isFrozen ? "late copy after a refusal and a thaw" : "late copy after a refusal and a top-up",
    );
  await timeline.sleep(random.wait(30_000), "late copy");
  await clients.send(request);
  await clients.send({ ...request, operationId: request.operationId });
}

/** One id under another session, till, store or coupon (OPR-2, OPR-3, OPR-7). */
async function oneIdManyWays(world: World): Promise<void> {
  const { random, timeline, clients, town } = world;
  const sheet = someSheet(world);
  if (!sheet) return;
  const request = paperPay(world, sheet, { amountYen: sheet.programme.unitYen });
  const first = clients.send(request);
  if (random.chance(0.6)) await first;
  const store = town.stores.find((each) => each.id === request.storeId) as Store;
  const way = random.below(4);
  if (way === 0) {
    timeline.saw("one id under another session");
    await clients.send({ ...request, sessionId: "another", handle: handleOf(world, sheet, "another") });
    await clients.send({ ...request, sessionId: "another" });
  } else if (way === 1) {
    timeline.saw("one id at another till");
    const tillId = store.tills.find((till) => till !== request.tillId) ?? request.tillId;
    await clients.send({ ...request, tillId });
  } else if (way === 2) {
    timeline.saw("one id with another amount");
    await clients.send({ ...request, amountYen: request.amountYen + sheet.programme.unitYen });
  } else {
    const other = someSheet(world);
    if (!other || other === sheet) return;
    timeline.saw("one id on another coupon");
    await clients.send({ ...request, handle: handleOf(world, other) });
  }
  await first;
  await clients.persist(request);
}

/** Asks what became of an operation before it arrives, while it is under way, at somebody else, at an unopened coupon. */
async function askOddly(world: World): Promise<void> {
  const { random, timeline, clients } = world;
  const sheet = random.chance(0.4) ? freshSheet(world) : someSheet(world);
  if (!sheet) return;
  if (!world.books.all.has(sheet.actor)) timeline.saw("resolve on an unopened coupon");
  const request = random.chance(0.3)
    ? charge(world, sheet, someResident(world))
    : paperPay(world, sheet, { amountYen: sheet.programme.unitYen });
  const way = random.below(3);
  if (way === 0) {
    timeline.saw("resolve before the request");
    await clients.resolve(coupon(sheet), request.operationId);
    await clients.persist(request);
  } else if (way === 1) {
    timeline.saw("resolve during the request");
    const sent = clients.send(request);
    await timeline.sleep(random.between(1, 60), "impatient");
    await clients.resolve(coupon(sheet), request.operationId);
    await sent;
    await clients.persist(request);
  } else {
    timeline.saw("resolve at the wrong holder");
    const sent = clients.persist(request);
    const other = someSheet(world);
    const elsewhere: Holder =
      other && other !== sheet
        ? coupon(other)
        : { actorClass: "wallet", actor: world.town.wallet(someResident(world), sheet.programme) };
    await clients.resolve(elsewhere, request.operationId);
    await sent;
    await clients.resolve(elsewhere, request.operationId);
  }
}

/** A charge whose wallet is frozen, full or capped between tries, or away; two drivers; a new version in between. */
async function troubledCharge(world: World): Promise<void> {
  const { random, timeline, clients, town, cloud } = world;
  const sheet = freshSheet(world) ?? someSheet(world);
  if (!sheet) return;
  const resident = someResident(world);
  const wallet: Holder = { actorClass: "wallet", actor: town.wallet(resident, sheet.programme) };
  if (random.chance(0.35)) {
    timeline.saw("charge with the wallet away for an hour");
    cloud.weather.actorsAwayUntilMs.set(wallet.actor, timeline.nowMs + 3_600_000);
  }
  if (random.chance(0.3)) {
    timeline.saw("charge into a frozen wallet");
    void clients.persist(freezing(world, wallet, true));
  }
  if (random.chance(0.3)) {
    timeline.saw("charge under a cap");
    town.changeRules(sheet.programme, { personCapYen: random.pick([1_000, 5_000, null]) as never });
    await timeline.sleep(random.between(30_000, 90_000), "new rules");
  }
  const request = charge(world, sheet, resident);
  const first = clients.persist(request, 5);
  await timeline.sleep(random.wait(2_000), "second driver");
  const second = clients.persist(request, 2);
  if (random.chance(0.3)) {
    timeline.saw("new software between two tries");
    cloud.restartAll();
  }
  if (random.chance(0.3)) void clients.persist(freezing(world, coupon(sheet), true));
  await Promise.all([first, second]);
  if (random.chance(0.5)) void clients.persist(freezing(world, wallet, false));
  if (random.chance(0.4))
    await pay(world, paperPay(world, sheet, { amountYen: sheet.programme.unitYen }), sheet.programme);
  town.changeRules(sheet.programme, { personCapYen: null });
}

/** A charge that begins minutes before its sheet expires, while its wallet can't be reached until after (XFR-5). */
async function chargeAtTheLastMoment(world: World): Promise<void> {
  const { random, timeline, clients, town, cloud } = world;
  const today = town.today();
  const ending = town.coupons.filter(
    (sheet) => sheet.expiresOn === today && !world.books.harmed.has(sheet.actor),
  );
  if (ending.length === 0) return;
  const sheet = random.pick(ending);
  const resident = someResident(world);
  const beforeMs = endExclusiveMs(today) - random.between(1_000, 60_000);
  await timeline.sleep(Math.max(0, beforeMs - timeline.nowMs), "the last moment");
  cloud.weather.actorsAwayUntilMs.set(
    town.wallet(resident, sheet.programme),
    endExclusiveMs(today) + random.between(1_000, 600_000),
  );
  const request = charge(world, sheet, resident);
  const reply = await clients.send(request);
  await timeline.sleep(
    Math.max(0, endExclusiveMs(today) - timeline.nowMs + random.between(0, 900_000)),
    "expired",
  );
  if (reply.outcome !== "done") timeline.saw("charge that expires between two tries");
  await clients.persist(request, 4);
}

/** A resident's one freeze record, driven to every wallet, also to those that are born meanwhile (FRZ-1). */
async function freezeResident(world: World): Promise<void> {
  const { random, timeline, clients } = world;
  const residentId = someResident(world);
  const { regionId } = random.pick(world.town.programmes);
  timeline.saw("resident frozen in a region");
  for (const frozen of [true, false]) {
    await clients.freezeResident({
      residentId,
      regionId,
      frozen,
      operationId: world.town.newId("resident" as never),
    });
    await timeline.sleep(random.wait(300_000), "thaw");
  }
}

/** Pays, then charges, freezes, cancels, replaces or waits for the night, then takes the payment back. */
async function reverseOddly(world: World): Promise<void> {
  const { random, timeline, clients, town, cloud } = world;
  const sheet = freshSheet(world);
  if (!sheet) return;
  const receipt = await pay(
    world,
    paperPay(world, sheet, { amountYen: sheet.programme.unitYen }),
    sheet.programme,
  );
  if (!receipt) return;
  const way = random.below(6);
  const operationId = town.newId(sheet.actor);
  if (way === 0) {
    await clients.persist(charge(world, sheet, someResident(world)), 5);
  } else if (way === 1) {
    const resident = someResident(world);
    cloud.weather.actorsAwayUntilMs.set(town.wallet(resident, sheet.programme), timeline.nowMs + 600_000);
    await clients.send(charge(world, sheet, resident));
  } else if (way === 2) {
    await clients.persist(freezing(world, coupon(sheet), true), 5);
  } else if (way === 3) {
    await clients.persist({ kind: "cancel", operationId, coupon: sheet.actor }, 5);
  } else if (way === 4) {
    const newIssueId = town.newIssueId();
    await clients.persist({ kind: "replace", operationId, coupon: sheet.actor, newIssueId }, 5);
    town.issues.push({ programme: sheet.programme, issueId: newIssueId, handedOver: true });
  } else {
    await timeline.sleep(Math.max(0, endExclusiveMs(sheet.expiresOn) - timeline.nowMs + 1_000), "expired");
  }
  const parts = random.chance(0.5) ? 1 : 2;
  for (let part = 0; part < parts; part++)
    await clients.persist(
      reversal(
        world,
        receipt,
        way === 5 || parts === 2 ? "refund" : "void",
        Math.ceil(receipt.amountYen / parts),
      ),
    );
  if (way === 0)
    await pay(world, paperPay(world, sheet, { amountYen: sheet.programme.unitYen }), sheet.programme);
}

/** Many things at once around 00:00 in Tokyo, to sheets of which some end just then. */
export async function midnightRush(world: World): Promise<void> {
  const { random, timeline } = world;
  const today = world.town.today();
  const ending = world.town.coupons.filter((sheet) => sheet.expiresOn === today);
  const jobs: Promise<unknown>[] = [];
  for (let each = 0; each < 14; each++) {
    const sheet = ending.length > 0 && random.chance(0.8) ? random.pick(ending) : someSheet(world);
    if (!sheet) return;
    const what = random.below(4);
    jobs.push(
      (async () => {
        await timeline.sleep(random.between(0, 6_000), "around midnight");
        if (what === 0) {
          timeline.saw("first touch or payment at midnight");
          const receipt = await pay(
            world,
            paperPay(world, sheet, { amountYen: sheet.programme.unitYen }),
            sheet.programme,
          );
          if (receipt) {
            timeline.saw("void at midnight");
            await world.clients.persist(reversal(world, receipt, "void"));
          }
        } else if (what === 1) {
          timeline.saw("charge at midnight");
          await world.clients.persist(charge(world, sheet, someResident(world)));
        } else if (what === 2) {
          const resident = someResident(world);
          await pay(world, appPay(world, resident, sheet.programme), sheet.programme);
        } else {
          timeline.saw("resolve at midnight");
          const request = paperPay(world, sheet, { amountYen: sheet.programme.unitYen });
          await world.clients.resolve(coupon(sheet), request.operationId);
          await world.clients.persist(request);
        }
      })(),
    );
  }
  await Promise.all(jobs);
}

/** What happens next, by how often it should. */
export const STORIES: readonly (readonly [weight: number, story: (world: World) => Promise<void>])[] = [
  [24, payOnPaper],
  [18, payByApp],
  [10, chargeSheet],
  [9, takeBack],
  [3, toggleFreeze],
  [4, (world) => grant(world, someResident(world), someProgramme(world))],
  [2, cancelSheet],
  [2, replaceSheet],
  [1.5, extendSheet],
  [4, (world) => issueSheets(world)],
  [1.5, printAhead],
  [0.4, stopIssue],
  [1, moveFunds],
  [1.5, changeRules],
  [1, changeStore],
  [3, refusedThenLate],
  [4, oneIdManyWays],
  [4, askOddly],
  [5, troubledCharge],
  [5, reverseOddly],
  [2, chargeAtTheLastMoment],
  [1.5, freezeResident],
];
