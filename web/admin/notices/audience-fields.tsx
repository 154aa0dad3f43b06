import { createMemo, For, Show } from "solid-js";
import type { Audience } from "../../../schema/api/notices.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, Tick } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { sameAudience, toggled } from "./draft-form.ts";
import { FollowerSearch } from "./follower-search.tsx";
import { audienceWord, type Town } from "./notice-words.ts";
import styles from "./notices.module.css";
import { t } from "./words.ts";

/** Who is told: the two sides of the house, the users of each Pay, and the merchants of single municipalities. */
export function AudienceFields(props: {
  audiences: readonly Audience[];
  towns: readonly Town[];
  missing: boolean;
  onChange: (audiences: readonly Audience[]) => void;
}) {
  const offered = createMemo<readonly Audience[]>(() => [
    { kind: "merchants" },
    { kind: "issuers" },
    ...(staffSession.me()?.programmes ?? []).map(
      ({ programmeId }) => ({ kind: "residents", programmeId }) as const,
    ),
  ]);
  const has = (audience: Audience) => props.audiences.some((one) => sameAudience(one, audience));
  const change = (audience: Audience, wanted: boolean) =>
    props.onChange(toggled(props.audiences, audience, wanted));
  const picked = new Set<Audience["kind"]>(["municipality", "residents-in", "followers"]);
  const chosen = () => props.audiences.filter((one) => picked.has(one.kind));
  const homes = createMemo(() =>
    (staffSession.me()?.programmes ?? []).flatMap(({ programmeId }) =>
      props.towns.map(({ code }) => ({ kind: "residents-in", programmeId, code }) as const),
    ),
  );
  const left = () => props.towns.filter((town) => !has({ kind: "municipality", code: town.code }));
  return (
    <fieldset class={styles.group}>
      <legend>{t("audience")}</legend>
      <For each={offered()}>
        {(audience) => (
          <Tick
            label={audienceWord(audience, props.towns)}
            checked={has(audience)}
            onChange={(wanted) => change(audience, wanted)}
          />
        )}
      </For>
      <Show when={left().length > 0}>
        <SelectField
          label={t("addTown")}
          value=""
          options={[
            { value: "", label: t("chooseTown") },
            ...left().map((town) => ({ value: town.code, label: town.name })),
          ]}
          onChange={(code) => code && change({ kind: "municipality", code }, true)}
        />
      </Show>
      <Show when={homes().some((one) => !has(one))}>
        <SelectField
          label={t("addHome")}
          hint={t("homeHint")}
          value=""
          options={[
            { value: "", label: t("chooseTown") },
            ...homes().flatMap((one, i) =>
              has(one) ? [] : [{ value: String(i), label: audienceWord(one, props.towns) }],
            ),
          ]}
          onChange={(at) => {
            const home = at === "" ? undefined : homes()[Number(at)];
            if (home) change(home, true);
          }}
        />
      </Show>
      <FollowerSearch onAdd={(audience) => change(audience, true)} />
      <Show when={chosen().length > 0}>
        <div class={styles.picked}>
          <For each={chosen()}>
            {(audience) => (
              <Button icon="close" onPress={() => change(audience, false)}>
                {t("removeTown", { town: audienceWord(audience, props.towns) })}
              </Button>
            )}
          </For>
        </div>
      </Show>
      <Show when={props.missing}>
        <p class="field__error" role="alert">
          <Icon name="warn" />
          {t("audienceMissing")}
        </p>
      </Show>
    </fieldset>
  );
}
