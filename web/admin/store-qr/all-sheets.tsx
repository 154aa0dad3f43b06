import { createSignal, onCleanup, Show } from "solid-js";
import type { QrForm } from "../../../schema/api/store-qr.ts";
import { handOver } from "../../shared/client/hand-over.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { say } from "../../shared/components/toast.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { type Come, takeZip } from "./take-zip.ts";
import { t } from "./words.ts";

/** Every till's sheet as one ZIP, or those of the stores that were searched for; with how far it has come and a way to stop. */
export function AllSheets(props: {
  form: QrForm;
  programmeId: string | undefined;
  /** Empty for all. */
  text: string;
}) {
  const label = () => (props.text === "" ? t("all") : t("allFound", { text: props.text }));
  const [come, setCome] = createSignal<Come>();
  // What was pressed, whatever is searched for meanwhile.
  const [taking, setTaking] = createSignal("");
  const [trouble, setTrouble] = createSignal<Trouble>();
  let ender: AbortController | undefined;
  onCleanup(() => ender?.abort());
  const take = async () => {
    const own = new AbortController();
    ender = own;
    setTrouble(undefined);
    setCome({ done: 0, total: 0 });
    const { form, programmeId, text } = props;
    const question = { form, ...(programmeId ? { programmeId } : {}), ...(text === "" ? {} : { text }) };
    setTaking(label());
    const answer = await takeZip(question, own.signal, setCome);
    const count = come()?.total ?? 0;
    setCome(undefined);
    if (own.signal.aborted) return;
    if (!answer.ok) return setTrouble(answer.error);
    handOver(`store-qr-${form}.zip`, answer.value);
    say(t("allDone", { count: formatNumber(count) }));
  };
  return (
    <>
      <Show
        when={come()}
        fallback={
          <Button icon="download" onPress={() => void take()}>
            {label()}
          </Button>
        }
      >
        {(now) => (
          <>
            <Progress label={taking()} done={now().done} total={now().total || undefined} />
            <Button onPress={() => ender?.abort()}>{t("allStop")}</Button>
          </>
        )}
      </Show>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void take()} />}</Show>
    </>
  );
}
