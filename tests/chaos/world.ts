import type { StoreQr } from "../../schema/api/counter.ts";
import type { WalletBody } from "../../schema/api/wallets.ts";
import type { RuleVersion } from "../../schema/commands.ts";
import type { IdTail } from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { parseScan } from "../../schema/qr.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { newestSmsCode } from "../demo-people.ts";
import { smallRegion } from "../e2e/small-region.ts";
import { Device } from "./device.ts";
import type { OperationLog } from "./operation-log.ts";
import type { LivingSystem } from "./system.ts";

const RESIDENTS = 16;
const STORES = 6;
const OFFICES = 3;
const FACE_YEN = 1_500;
const DEPOSIT_YEN = 900_000_000;
const ALLOTTED_YEN = 600_000_000;

/** Everybody and everything a run has. */
export interface World {
  readonly programmeId: string;
  readonly fundIdTail: IdTail;
  readonly issuerId: string;
  readonly branchId: string;
  readonly faceYen: number;
  readonly rules: readonly RuleVersion[];
  readonly stores: readonly {
    readonly storeId: string;
    readonly qr: { readonly storeId: string; readonly tillId: string; readonly signature: string };
  }[];
  readonly residents: {
    readonly name: string;
    readonly residentId: string;
    readonly device: Device;
    /** As `GET wallets` showed it; null before the first charge or grant. */
    wallet: WalletBody | null;
  }[];
  readonly tills: readonly { readonly device: Device; readonly storeId: string; readonly tillId: string }[];
  readonly desk: Device;
  /** The secretariat's people: each does one thing after the other. */
  readonly offices: readonly Device[];
  readonly reporter: Device;
  readonly reporterClient: SeedClient;
}

/** Makes the region with its people, through the API, before anything goes wrong. */
export async function makeWorld(system: LivingSystem, log: OperationLog, seed: number): Promise<World> {
  const region = await smallRegion(system, {
    faceYen: FACE_YEN,
    depositYen: DEPOSIT_YEN,
    allottedYen: ALLOTTED_YEN,
  });
  const { house, secretariat, houseId, programmeId, fundIdTail } = region;
  let people = 0;
  const device = (client: SeedClient) => new Device(client, log, seed * 1_000 + people++);

  const stores = [{ storeId: region.storeId, tillId: region.tillId }];
  while (stores.length < STORES) stores.push(await openStore(secretariat, houseId, stores.length));
  const withQr = await Promise.all(
    stores.map(async ({ storeId }) => {
      const { tills } = await house.done<StoreQr>("GET", `counter/qr?storeId=${storeId}`);
      const scan = parseScan(tills[0]?.qrText ?? "");
      if (scan.kind !== "store") throw new Error(`the QR of store ${storeId} can't be read`);
      const { tillId, signature } = scan;
      return { storeId, qr: { storeId, tillId, signature } };
    }),
  );
  const residents: World["residents"] = [];
  for (let number = 0; number < RESIDENTS; number++) {
    const { client, residentId } = await register(system, number);
    residents.push({ name: `resident ${number}`, residentId, device: device(client), wallet: null });
  }
  return {
    programmeId,
    fundIdTail,
    issuerId: houseId,
    branchId: houseId,
    faceYen: FACE_YEN,
    // As smallRegion sets them; only the grant, whose route isn't built, carries them from here.
    rules: [
      { version: 1, effectiveFromMs: 0, unitYen: yen(1), payLimitYen: yen(100_000), personCapYen: null },
    ],
    stores: withQr,
    residents,
    tills: stores.map((store) => ({ ...store, device: device(house) })),
    desk: device(house),
    offices: Array.from({ length: OFFICES }, () => device(secretariat)),
    reporter: device(secretariat),
    reporterClient: secretariat,
  };
}

async function openStore(secretariat: SeedClient, organisationId: string, number: number) {
  const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
    organisationId,
    name: `売店${number}`,
    kana: `バイテン${number}`,
    address: `試験市${number + 1}`,
    municipality: "990019",
    industry: "I58",
    accepts: "mpm+cpm",
  });
  const { tills } = await secretariat.done<{ tills: readonly { tillId: string }[] }>(
    "POST",
    `stores/${storeId}/tills`,
    {},
  );
  return { storeId, tillId: tills[0]?.tillId ?? "" };
}

/** A phone of its own, at an address of its own, as the brakes count people. */
async function register(system: LivingSystem, number: number) {
  const phone = `090-1234-${String(1_000 + number)}`;
  const client = new SeedClient(system.url, { "cf-connecting-ip": `198.51.100.${number + 1}` });
  await client.done("POST", "residents/verification", { phone });
  const code = await newestSmsCode(system.url, phone);
  const { residentId } = await client.done<{ residentId: string }>("POST", "residents/session", {
    phone,
    code,
  });
  return { client, residentId };
}
