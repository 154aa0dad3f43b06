import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Design } from "../../../schema/api/programme-design.ts";
import type { Contact } from "../../../schema/api/regions.ts";
import { businessDate } from "../../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../../schema/ids.ts";
import { type Yen as YenAmount, yen } from "../../../schema/money.ts";
import { callCentreOf } from "../../shared/client/call-centre.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import { TimeOfDay } from "../../shared/components/date-time.tsx";
import { FacePicture } from "../../shared/components/face.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Emblem } from "../../shared/icons/emblem.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { CouponSheet } from "../sheets/coupon-sheet.tsx";
import styles from "./preview.module.css";
import { sampleExpiry } from "./sample-expiry.ts";
import { t } from "./words.ts";

/** What of a design can be seen. */
export type Shown = Pick<
  Design,
  "name" | "payName" | "face" | "unitWord" | "facesYen" | "startsOn" | "endsOn" | "validity"
>;

/** No coupon has this code, and nothing opens where its QR leads. */
const SAMPLE_CODE = "00000000000000000000";
/** About as long as what a sheet's QR holds, so that its modules and the white around them are a sheet's too. */
const QR_TEXT_LENGTH = 50;

/**
 * The Pay as people will meet it: card in the wallet, coupon sheet, screen after a payment, side by side and while it is
 * being changed (S4). Pictures for the eye: nothing in them can be pressed or spent.
 */
export function Preview(props: { design: Shown }) {
  const faceYen = () => props.design.facesYen[0] ?? yen(1_000);
  return (
    <section class={styles.preview} aria-label={t("previewTitle")} data-face={dress(props.design.face)}>
      <Part title={t("previewCard")}>
        <Card design={props.design} amount={faceYen()} />
      </Part>
      <Part title={t("previewSheet")}>
        <div class={styles.paper}>
          <Sheet design={props.design} amount={faceYen()} />
        </div>
      </Part>
      <Part title={t("previewDone")}>
        <Done design={props.design} amount={faceYen()} />
      </Part>
    </section>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  return (
    <figure class={styles.part}>
      <figcaption class="quiet small">{props.title}</figcaption>
      <div aria-hidden="true">{props.children}</div>
    </figure>
  );
}

const expiryOf = (design: Shown) => sampleExpiry(design, businessDate(serverNow()));

interface Sample {
  readonly design: Shown;
  readonly amount: YenAmount;
}

function Card(props: Sample) {
  return (
    <div class={`ticket ${styles.card}`}>
      <FacePicture face={props.design.face} />
      <div class={`face ${styles.head}`}>
        <div class="row row--apart">
          <span class="face__name">
            {props.design.payName}
            <small class={styles.second}>{props.design.name}</small>
          </span>
          <Emblem face={props.design.face} />
        </div>
        <Yen amount={props.amount} unit={props.design.unitWord} size="m" />
      </div>
      <p class={`row ${styles.foot}`}>
        <Icon name="clock" />
        {t("previewUntil")} {dayText(expiryOf(props.design), locale())}
      </p>
    </div>
  );
}

function Sheet(props: Sample) {
  const region = () => staffSession.me()?.region;
  const [contact, setContact] = createSignal<Contact | null>(null);
  onMount(async () => setContact(await callCentreOf(region()?.regionId)));
  const pay = (): PayFace => ({
    programmeId: "" as ProgrammeId,
    payName: props.design.payName,
    programmeName: props.design.name,
    regionId: (region()?.regionId ?? "") as RegionId,
    regionName: region()?.name ?? "",
    face: props.design.face,
    unitWord: props.design.unitWord,
    unitYen: yen(1),
  });
  return (
    <CouponSheet
      issue={{ pay: pay(), issuerName: t("previewTitle"), createdAtMs: serverNow() }}
      sheet={{
        couponId: t("previewTitle"),
        serial: 0,
        code: SAMPLE_CODE,
        qrText: t("previewTitle").padEnd(QR_TEXT_LENGTH),
        faceYen: props.amount,
        expiresOn: expiryOf(props.design),
      }}
      contact={contact()}
      second="en"
    />
  );
}

function Done(props: Sample) {
  const now = serverNow();
  return (
    <div class={styles.done}>
      <div class={styles.edge}>
        <span>{props.design.payName}</span>
      </div>
      <div class={styles.paid}>
        <p class="row strong">
          <Icon name="done" />
          {t("previewPaid")}
        </p>
        <p>{t("previewStore")}</p>
        <Yen amount={props.amount} unit={props.design.unitWord} size="m" />
        <p class="small">
          {dayText(businessDate(now), locale())} <TimeOfDay atMs={now} />
        </p>
        <Show when={props.design.face}>{(face) => <Emblem face={face()} />}</Show>
      </div>
      <div class={styles.edge} />
    </div>
  );
}
