import { createMemo, onMount, Show } from "solid-js";
import { MAX_ISSUE_COUPONS } from "../../../schema/limits.ts";
import { Expiry } from "../../shared/components/date-time.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Stepper } from "../../shared/components/stepper.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { CountField } from "./count-field.tsx";
import type { Desk } from "./desk.ts";
import styles from "./desk-screen.module.css";
import { type DeskAllotment, isJob, MANY_GUESTS, MAX_NIGHTS } from "./issue-form.ts";
import { SameReference } from "./same-reference.tsx";
import { t } from "./words.ts";

/** What the desk enters: reservation and guests; everything else has its usual value already. */
export function DeskFields(props: {
  desk: Desk;
  allotment: DeskAllotment;
  allotments: readonly DeskAllotment[];
  branchId: string;
  onProgramme: (programmeId: string) => void;
  onBranch: (branchId: string) => void;
}) {
  let first: HTMLDivElement | undefined;
  // `autofocus` works once per page; the desk comes back here for every guest.
  onMount(() => first?.querySelector("input")?.focus());
  const asks = () => props.allotment.asks;
  const unit = () => props.allotment.pay.unitWord;
  const money = (amount: number) => moneyText(amount, unit(), locale());
  const fault = () => (props.desk.tried() ? props.desk.fault() : null);
  const faces = createMemo(() =>
    props.allotment.facesYen.map((face) => ({ value: String(face), label: money(face) })),
  );
  return (
    <section class={`card ${styles.form}`}>
      <div class={styles.fields}>
        <Show when={props.allotments.length > 1}>
          <SelectField
            label={t("programme")}
            value={props.allotment.pay.programmeId as string}
            options={props.allotments.map((one) => ({
              value: one.pay.programmeId as string,
              label: one.pay.programmeName,
            }))}
            onChange={props.onProgramme}
          />
        </Show>
        <Show when={props.allotment.branches.length > 1}>
          <SelectField
            label={t("branch")}
            value={props.branchId}
            options={props.allotment.branches.map((one) => ({
              value: one.branchId as string,
              label: one.name,
            }))}
            onChange={props.onBranch}
          />
        </Show>
        <Show when={asks().stayReference !== "no"}>
          <div class={styles.whole} ref={first}>
            <TextField
              label={t("reference")}
              required={asks().stayReference === "required"}
              value={props.desk.reference()}
              onInput={props.desk.setReference}
              error={fault() === "reference-missing" ? t("referenceMissing") : undefined}
              maxlength={64}
            />
            <SameReference desk={props.desk} />
          </div>
        </Show>
        <CountField
          label={t("guests")}
          text={props.desk.guests()}
          value={props.desk.count()}
          min={1}
          max={MAX_ISSUE_COUPONS}
          unit={t("guestUnit")}
          lessLabel={t("lessGuests")}
          moreLabel={t("moreGuests")}
          error={props.desk.count() === null ? t("guestsWrong") : undefined}
          onInput={props.desk.setGuests}
        />
        <Show when={props.desk.nightsAsked()}>
          <Stepper
            label={t("nights")}
            value={props.desk.nights()}
            min={1}
            max={MAX_NIGHTS}
            format={(value) => t("nightsOf", { count: String(value) })}
            lessLabel={t("lessNights")}
            moreLabel={t("moreNights")}
            onChange={props.desk.setNights}
          />
        </Show>
        <Show when={props.desk.checkInAsked()}>
          <TextField
            label={t("checkIn")}
            type="date"
            value={props.desk.checkIn()}
            onInput={props.desk.setCheckIn}
          />
        </Show>
        <Show when={asks().guestName !== "no"}>
          <TextField
            label={t("guestName")}
            required={asks().guestName === "required"}
            value={props.desk.guestName()}
            onInput={props.desk.setGuestName}
            error={fault() === "name-missing" ? t("guestNameMissing") : undefined}
            maxlength={60}
          />
        </Show>
        <SelectField
          label={props.desk.byNight() ? t("facePerNight") : t("facePerCoupon")}
          value={String(props.desk.faceYen())}
          options={faces()}
          onChange={(value) => props.desk.setFace(Number(value))}
        />
        <div class="field">
          <span class="field__label">{t("useBy")}</span>
          <p class={`strong ${styles.value}`}>
            <Show when={props.desk.expiresOn()} fallback={t("useByLater")}>
              {(day) => (
                <span>
                  <Expiry expiresOn={day()} />
                </span>
              )}
            </Show>
          </p>
        </div>
        <Show when={(props.desk.count() ?? 0) > MANY_GUESTS}>
          <Note tone="warn" announce="polite" class={styles.whole}>
            <p>{t("guestsMany", { count: formatNumber(props.desk.count() ?? 0) })}</p>
            <Show when={isJob(props.desk.count() ?? 0)}>
              <p>{t("guestsJob")}</p>
            </Show>
          </Note>
        </Show>
      </div>
      <p class={styles.sum} aria-live="polite">
        <span class="quiet">
          {t("sum", { amount: money(props.desk.eachYen()), count: formatNumber(props.desk.count() ?? 0) })}
        </span>
        <Yen amount={props.desk.sumYen()} unit={unit()} size="m" />
        <span class="quiet small">{t("onePerGuest")}</span>
      </p>
    </section>
  );
}
