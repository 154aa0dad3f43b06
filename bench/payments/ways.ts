/** The requests of the payments part: what the apps send, made cheaply, since the load shares the processors. */

import { postHead, type Way } from "../load.ts";
import type { HeldCoupon, Resident, Till, World } from "./world.ts";

/** What every answer that counts must hold: a receipt of a payment that was not made before. */
const RECEIPT = '"replayed":false';

let made = 0;
const runHex = Math.floor(Math.random() * 0xffff)
  .toString(16)
  .padStart(4, "0");

/** A new UUIDv7 for a holder (OPR-1, OPR-7): 42 bits that no other of this process has, instead of random ones. */
function nextOperation(tail: string): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const n = (++made).toString(16).padStart(6, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${n.slice(0, 3)}-8${n.slice(3)}-${runHex}${tail}`;
}

/** A POST whose body differs in its operation id only; everything else is made once. */
export function nextOperationOf(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: object,
  tail: string,
): () => string {
  const id = "00000000-0000-7000-8000-000000000000";
  const [before, after] = JSON.stringify({ operationId: id, ...body }).split(id) as [string, string];
  const head = postHead(path, headers, before.length + id.length + after.length) + before;
  return () => head + nextOperation(tail) + after;
}

/** Each in turn, for ever. */
export function inTurn(makers: readonly (() => string)[]): () => string {
  let turn = 0;
  return () => {
    const maker = makers[turn] as () => string;
    turn = turn + 1 === makers.length ? 0 : turn + 1;
    return maker();
  };
}

export function headersOf(world: Pick<World, "host" | "origin">, cookie: string) {
  return { host: world.host, origin: world.origin, cookie };
}

/** The floor on as many objects as there are residents. */
export function floorWay(world: World, name: string, residents: readonly Resident[]): Way {
  return {
    next: inTurn(
      residents.map((resident, n) => {
        const request = `${postHead(`/bench/floor/${name}-${n}`, headersOf(world, resident.cookie), 2)}{}`;
        return () => request;
      }),
    ),
    proof: '"inserted":true',
    holders: residents.length,
  };
}

let newFloors = 0;
/** The floor on an object that never was, each time. */
export function newFloorWay(world: World, resident: Resident): Way {
  const headers = headersOf(world, resident.cookie);
  return {
    next: () => `${postHead(`/bench/floor/new-${process.pid}-${++newFloors}`, headers, 2)}{}`,
    proof: '"inserted":true',
    holders: 0,
  };
}

function tillOf(tills: readonly Till[], n: number): Till {
  return tills[n % tills.length] as Till;
}

/** One yen from each wallet in turn, at the tills in turn. */
export function payWay(world: World, residents: readonly Resident[], tills: readonly Till[]): Way {
  return {
    next: inTurn(
      residents.map((resident, n) =>
        nextOperationOf(
          "/api/payments",
          headersOf(world, resident.cookie),
          { programmeId: world.programmeId, ...tillOf(tills, n), amountYen: 1 },
          resident.idTail,
        ),
      ),
    ),
    proof: RECEIPT,
    holders: residents.length,
  };
}

function paperRequest(world: World, coupon: HeldCoupon, till: Till): () => string {
  const { storeId, tillId } = till;
  return nextOperationOf(
    "/api/counter/payments",
    headersOf(world, world.clerk.cookie),
    { handle: coupon.handle, storeId, tillId, amountYen: 1 },
    coupon.idTail,
  );
}

/** One yen from each coupon in turn. */
export function paperWay(world: World, coupons: readonly HeldCoupon[]): Way {
  return {
    next: inTurn(coupons.map((coupon, n) => paperRequest(world, coupon, tillOf(world.tills, n)))),
    proof: RECEIPT,
    holders: coupons.length,
  };
}

/** Uses each coupon once; throws when they are used up, rather than to measure something else. */
function once(
  coupons: readonly HeldCoupon[],
  request: (coupon: HeldCoupon, n: number) => () => string,
): () => string {
  let n = 0;
  return () => {
    const coupon = coupons[n];
    if (!coupon) throw new Error(`${coupons.length} coupons were not enough for a round`);
    return request(coupon, n++)();
  };
}

export function paperFirstWay(world: World, coupons: readonly HeldCoupon[]): Way {
  return {
    next: once(coupons, (coupon, n) => paperRequest(world, coupon, tillOf(world.tills, n))),
    proof: RECEIPT,
    holders: 0,
  };
}

/** A whole coupon into the wallet of the resident who scanned it; the residents scanned them in turn. */
export function chargeWay(world: World, coupons: readonly HeldCoupon[], residents: readonly Resident[]): Way {
  return {
    next: once(coupons, (coupon, n) =>
      nextOperationOf(
        "/api/charges",
        headersOf(world, (residents[n % residents.length] as Resident).cookie),
        { handle: coupon.handle, programmeId: world.programmeId },
        coupon.idTail,
      ),
    ),
    proof: '"outcome":"done"',
    holders: 0,
  };
}

/** A scan at the till of each coupon in turn. */
export function inspectWay(world: World, codes: readonly string[]): Way {
  const headers = headersOf(world, world.clerk.cookie);
  return {
    next: inTurn(
      codes.map((code, n) => {
        const { storeId, tillId } = tillOf(world.tills, n);
        const body = JSON.stringify({ storeId, tillId, code });
        const request = postHead("/api/counter/inspect", headers, body.length) + body;
        return () => request;
      }),
    ),
    proof: '"idTail"',
    holders: codes.length,
  };
}
