import { For, Show } from "solid-js";
import type { PayFace } from "../../schema/api/common.ts";
import { STORE_KIND_NAMES } from "../../schema/store-kinds.ts";
import { SelectField } from "../../web/shared/components/field.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as follows } from "../follows/words.ts";
import type { StoresFilter } from "./filter.ts";
import { t } from "./words.ts";

/** What narrows the stores: open now, paper, one kind; and one Pay where there are several. */
export function FilterChips(props: {
  filter: StoresFilter;
  pays: readonly PayFace[];
  /** Whether those that one follows can be asked for. */
  withFollowed: boolean;
  onChange: (change: Partial<StoresFilter>) => void;
}) {
  return (
    <>
      <fieldset class="chips chips--bleed" aria-label={t("which")}>
        <Show when={props.withFollowed}>
          <Chip
            label={follows("onlyFollowed")}
            pressed={props.filter.followed}
            onPress={() => props.onChange({ followed: !props.filter.followed })}
          />
        </Show>
        <Chip
          label={t("openNow")}
          pressed={props.filter.openNow}
          onPress={() => props.onChange({ openNow: !props.filter.openNow })}
        />
        <Chip
          label={t("paper")}
          pressed={props.filter.paper}
          onPress={() => props.onChange({ paper: !props.filter.paper })}
        />
        <For each={STORE_KIND_NAMES}>
          {(kind) => (
            <Chip
              label={t(`kind_${kind}`)}
              pressed={props.filter.kind === kind}
              onPress={() => props.onChange({ kind: props.filter.kind === kind ? undefined : kind })}
            />
          )}
        </For>
      </fieldset>
      <Show when={props.pays.length > 1}>
        <SelectField
          label={t("pays")}
          value={props.filter.programmeId ?? ""}
          options={[
            { value: "", label: t("allPays") },
            ...props.pays.map(({ programmeId, payName }) => ({ value: programmeId, label: payName })),
          ]}
          onChange={(programmeId) => props.onChange({ programmeId: programmeId || undefined })}
        />
      </Show>
    </>
  );
}

function Chip(props: { label: string; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" class="chip" aria-pressed={props.pressed} onClick={() => props.onPress()}>
      <Show when={props.pressed}>
        <Icon name="check" />
      </Show>
      {props.label}
    </button>
  );
}
