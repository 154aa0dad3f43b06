import { idTail } from "../../durable-objects/lib/hash.ts";
import { addDays, type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type { RuleVersion } from "../../schema/commands.ts";
import {
  type ActorName,
  entityId,
  fundName,
  type IssueId,
  type OperationId,
  type OrganisationId,
  operationId,
  type ProgrammeId,
  type RegionId,
  type ResidentId,
  type StoreId,
  type TillId,
  walletName,
} from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import type { Cloud } from "./cloud.ts";

export interface Programme {
  readonly id: ProgrammeId;
  readonly regionId: RegionId;
  readonly unitYen: number;
  /** Where disks are tampered with; the sums of its books can't be right afterwards. */
  readonly unlucky: boolean;
  /** Of every version, those that only changed the scope too. */
  rules: RuleVersion[];
  storesOut: readonly StoreId[];
}
export interface Store {
  readonly id: StoreId;
  readonly regionId: RegionId;
  readonly tills: readonly TillId[];
}
export interface Issuer {
  readonly id: OrganisationId;
  readonly branchId: OrganisationId;
}
export interface Coupon {
  readonly actor: ActorName;
  readonly programme: Programme;
  readonly issueId: IssueId;
  readonly serial: number;
  readonly faceYen: number;
  readonly expiresOn: BusinessDate;
}
/** A payment somebody has a receipt of. */
export interface Receipt {
  readonly payment: OperationId;
  readonly holder: ActorName;
  readonly actorClass: "coupon" | "wallet";
  readonly programme: Programme;
  readonly storeId: StoreId;
  readonly amountYen: number;
  readonly atMs: number;
}

const STORES = 14;
const RESIDENTS = 40;
export const START_MS = Date.UTC(2026, 10, 23, 3, 0, 0);

/** Who lives in the simulated regions, and the rows of D1 that say so. */
export class Town {
  readonly programmes: readonly Programme[];
  readonly stores: readonly Store[];
  readonly residents: readonly ResidentId[];
  readonly issuers: readonly Issuer[];
  /** Sheets that were handed over, the oldest first: those are the hot ones. */
  readonly coupons: Coupon[] = [];
  readonly issues: { readonly programme: Programme; readonly issueId: IssueId; handedOver: boolean }[] = [];
  readonly receipts: Receipt[] = [];
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    const { random } = cloud.timeline;
    const regions = [this.#id<RegionId>(), this.#id<RegionId>()];
    this.programmes = [0, 1, 2, 3].map((number) => {
      const unitYen = [1, 10, 500, 1][number] as number;
      return {
        id: this.#id<ProgrammeId>(),
        regionId: regions[number % 2] as RegionId,
        unitYen,
        unlucky: number === 3,
        storesOut: [],
        rules: [
          {
            version: 1,
            effectiveFromMs: 0,
            unitYen: yen(unitYen),
            payLimitYen: yen(50_000),
            personCapYen: number === 1 ? yen(25_000) : null,
          },
        ],
      };
    });
    this.stores = Array.from({ length: STORES }, (_, number) => ({
      id: this.#id<StoreId>(),
      regionId: regions[number % 2] as RegionId,
      tills: [this.#id<TillId>(), this.#id<TillId>()],
    }));
    this.residents = Array.from({ length: RESIDENTS }, () => this.#id<ResidentId>());
    this.issuers = [0, 1, 2].map(() => ({
      id: this.#id<OrganisationId>(),
      branchId: this.#id<OrganisationId>(),
    }));
    this.#write(regions, random.below(3));
  }

  /** Stores of a programme's region, some of which are out of its scope or take no paper. */
  storesOf(programme: Programme): readonly Store[] {
    return this.stores.filter((store) => store.regionId === programme.regionId);
  }

  couponsOf(programme: Programme): readonly Coupon[] {
    return this.coupons.filter((coupon) => coupon.programme === programme);
  }

  wallet(resident: ResidentId, programme: Programme): ActorName {
    return walletName(resident, programme.id);
  }

  fund(programme: Programme): ActorName {
    return fundName(programme.id);
  }

  today(): BusinessDate {
    return businessDate(this.#cloud.timeline.nowMs);
  }

  /** An operation id as a client makes it, by a clock that may be minutes off. */
  newId(holder: ActorName, clockOffMs = 0): OperationId {
    const { random, nowMs } = this.#cloud.timeline;
    return operationId(nowMs + clockOffMs, random.bytes(6), idTail(holder));
  }

  newIssueId(): IssueId {
    return this.#id<IssueId>();
  }

  /** Reads which sheets there are; a printing desk knows them. */
  learnCoupons(programme: Programme, issueId: IssueId): readonly Coupon[] {
    const rows = this.#cloud.d1.node.sqlite
      .prepare("select actor, serial, face_yen, expires_on from coupon where issue_id = ? order by serial")
      .all(issueId) as { actor: string; serial: number; face_yen: number; expires_on: string }[];
    const made = rows.map((row) => ({
      actor: row.actor as ActorName,
      programme,
      issueId,
      serial: row.serial,
      faceYen: row.face_yen,
      expiresOn: row.expires_on as BusinessDate,
    }));
    this.coupons.push(...made);
    return made;
  }

  /** New rules, at least a minute ahead (PRG-1); the unit stays (MON-2). */
  changeRules(
    programme: Programme,
    change: Partial<Pick<RuleVersion, "payLimitYen" | "personCapYen">>,
  ): void {
    const last = programme.rules.at(-1) as RuleVersion;
    const rule: RuleVersion = {
      ...last,
      ...change,
      version: last.version + 1,
      effectiveFromMs: Math.max(last.effectiveFromMs + 1, this.#cloud.timeline.nowMs + 60_000),
    };
    this.#follow(programme, rule);
  }

  setStore(store: Store, change: "open" | "suspended"): void {
    this.#cloud.d1.node.sqlite.prepare("update store set state = ? where id = ?").run(change, store.id);
  }

  /** A new version with another scope; its rules are those before it. */
  setScope(programme: Programme, storesOut: readonly StoreId[]): void {
    const last = programme.rules.at(-1) as RuleVersion;
    programme.storesOut = storesOut;
    this.#follow(programme, {
      ...last,
      version: last.version + 1,
      effectiveFromMs: Math.max(last.effectiveFromMs + 1, this.#cloud.timeline.nowMs + 60_000),
    });
  }

  #id<T extends string>(): T {
    return entityId<never>(this.#cloud.timeline.random.bytes(8)) as string as T;
  }

  #insert(table: string, row: Readonly<Record<string, string | number | null>>): void {
    const columns = Object.keys(row);
    this.#cloud.d1.node.sqlite
      .prepare(`insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`)
      .run(...Object.values(row));
  }

  #follow(programme: Programme, rule: RuleVersion): void {
    programme.rules = [...programme.rules, rule];
    this.#writeVersion(programme, rule);
  }

  #writeVersion(programme: Programme, { version, effectiveFromMs, ...rule }: RuleVersion): void {
    const today = businessDate(START_MS);
    this.#insert("programme_version", {
      programme_id: programme.id,
      version,
      region_id: programme.regionId,
      effective_from_ms: effectiveFromMs,
      design: JSON.stringify({
        name: "n",
        payName: "p",
        unitWord: "円",
        startsOn: addDays(today, -1),
        endsOn: addDays(today, 400),
        scope: scopeWithout(programme.storesOut),
        rule,
      }),
      made_at_ms: 0,
      made_by: null,
      reason: null,
    });
  }

  #write(regions: readonly RegionId[], mpmOnly: number): void {
    for (const region of regions) {
      this.#insert("region", { id: region, name: region, created_at_ms: 0 });
      this.#insert("municipality", { region_id: region, code: "362018", name: "town" });
    }
    const organisation = (id: string) =>
      this.#insert("organisation", {
        id,
        region_id: regions[0] as string,
        name: "o",
        kana: "o",
        is_secretariat: 0,
        is_issuer: 1,
        is_merchant: 1,
        state: "active",
        created_at_ms: 0,
      });
    for (const issuer of this.issuers) {
      organisation(issuer.id);
      organisation(issuer.branchId);
    }
    for (const [number, store] of this.stores.entries()) {
      this.#insert("store", {
        id: store.id,
        region_id: store.regionId,
        organisation_id: this.issuers[0]?.id as string,
        name: "s",
        kana: "s",
        address: "a",
        municipality: "362018",
        industry: "M7611",
        accepts: number === mpmOnly ? "mpm" : "mpm+cpm",
        state: "open",
        created_at_ms: 0,
      });
      for (const [index, till] of store.tills.entries())
        this.#insert("till", {
          id: till,
          region_id: store.regionId,
          store_id: store.id,
          number: index + 1,
          rotation: 1,
        });
    }
    for (const programme of this.programmes) {
      const out = this.storesOf(programme).at(-1) as Store;
      programme.storesOut = [out.id];
      this.#insert("programme", {
        id: programme.id,
        region_id: programme.regionId,
        state: "open",
        created_at_ms: 0,
      });
      this.#writeVersion(programme, programme.rules[0] as RuleVersion);
    }
  }
}

function scopeWithout(storesOut: readonly string[]) {
  return { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut };
}
