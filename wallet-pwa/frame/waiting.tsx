import { GreyRows } from "../../web/shared/components/list-states.tsx";

/** A screen whose code or content is on its way. */
export function Waiting(props: { text?: string | undefined }) {
  return (
    <div class="stack" aria-busy="true">
      <p>{props.text}</p>
      <GreyRows />
    </div>
  );
}
