import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { IssueBody, IssueCoupon } from "../../../schema/api/issues.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { CouponDialog, type Mending } from "./coupon-dialog.tsx";
import styles from "./issue-detail.module.css";
import { t } from "./words.ts";

/** Coupons on one page of the list. */
const ROWS = 50;

/** The coupons of an issue, each with its ways to be mended; never their codes. */
export function CouponList(props: {
  issue: IssueBody;
  /** The coupon somebody looked for: the list begins with it. */
  serial?: number | undefined;
}) {
  const list = createPageTurner(
    () => `${props.issue.issueId} ${props.serial ?? ""}`,
    (_, after) =>
      api("GET issues/:id/coupons", {
        path: { id: props.issue.issueId },
        query: {
          limit: ROWS,
          ...(after === undefined ? {} : { after }),
          ...(props.serial === undefined ? {} : { serial: String(props.serial) }),
        },
      }),
  );
  const [mending, setMending] = createSignal<Mending>();
  /** What this screen has just done: the list itself holds no states of coupons. */
  const [mended, setMended] = createSignal<Readonly<Record<string, Mending["kind"]>>>({});

  const actions = (coupon: IssueCoupon) => (
    <Show
      when={mended()[coupon.couponId]}
      fallback={
        <div class={styles.rowActions}>
          <Button onPress={() => setMending({ kind: "replace", coupon })}>{t("replaceDo")}</Button>
          <Button tone="danger" onPress={() => setMending({ kind: "cancel", coupon })}>
            {t("cancelDo")}
          </Button>
        </div>
      }
    >
      {(kind) => <Badge tone="off">{kind() === "cancel" ? t("couponCancelled") : t("couponReplaced")}</Badge>}
    </Show>
  );
  /** Before the hand-over coupons don't open: the whole issue is withdrawn instead (FND-6). */
  const mendable = () =>
    may("coupon.cancel") && (props.issue.state === "active" || props.issue.handedSheets > 0);
  const columns = createMemo<readonly Column<IssueCoupon>[]>(() => [
    {
      title: t("colSerial"),
      head: true,
      cell: (one) => (
        <>
          {one.couponId}
          <Show when={one.serial === props.serial}>
            {" "}
            <Badge tone="face">{t("lookedFor")}</Badge>
          </Show>
        </>
      ),
    },
    {
      title: t("colAmount"),
      num: true,
      cell: (one) => <Yen amount={one.faceYen} unit={props.issue.pay.unitWord} size="text" />,
    },
    ...(mendable() ? [{ title: t("colActions"), num: true, cell: actions }] : []),
  ]);
  return (
    <section class="card">
      <h2 class="card__title">{t("couponsHeading")}</h2>
      <Show when={props.serial !== undefined}>
        <p>
          <A href={`/issues/${props.issue.issueId}`}>{t("allCoupons")}</A>
        </p>
      </Show>
      <PagedTable
        list={list}
        caption={t("couponsHeading")}
        columns={columns()}
        empty={{ text: t("couponsEmpty"), icon: "ticket" }}
      />
      <Show when={mending()} keyed>
        {(now) => (
          <CouponDialog
            mending={now}
            unitWord={props.issue.pay.unitWord}
            payName={props.issue.pay.payName}
            onDone={() => setMended((before) => ({ ...before, [now.coupon.couponId]: now.kind }))}
            onClose={() => setMending(undefined)}
          />
        )}
      </Show>
    </section>
  );
}
