import type { JSX } from "solid-js";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import type { Load } from "./load.ts";
import type { PageTurner } from "./page-turner.ts";

/** What a table needs of a page turner. */
interface Turned<Row> extends Pick<PageTurner<never>, "onNext" | "onPrevious"> {
  readonly rows: () => readonly Row[] | undefined;
  readonly load: Pick<Load<never>, "trouble" | "busy" | "reload">;
}

/** A list of the offices: its four states and its pages, as one table. */
export function PagedTable<Row>(props: {
  list: Turned<Row>;
  caption: string;
  columns: readonly Column<Row>[];
  empty: { readonly text: string; readonly icon?: IconName; readonly action?: JSX.Element };
  foot?: JSX.Element | undefined;
  /** Where more than the list's own reading makes one wait. */
  busy?: boolean | undefined;
  class?: string | undefined;
}) {
  return (
    <Listing
      rows={props.list.rows()}
      problem={props.list.load.trouble()?.code}
      onRetry={() => void props.list.load.reload()}
      empty={props.empty}
    >
      {(rows) => (
        <DataTable
          caption={props.caption}
          columns={props.columns}
          rows={rows}
          foot={props.foot}
          busy={props.busy ?? props.list.load.busy()}
          onNext={props.list.onNext()}
          onPrevious={props.list.onPrevious()}
          class={props.class}
        />
      )}
    </Listing>
  );
}
