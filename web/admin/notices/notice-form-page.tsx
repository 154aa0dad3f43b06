import { A, useNavigate, useParams } from "@solidjs/router";
import { Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { DraftForm } from "./draft-editor.tsx";
import { t } from "./words.ts";

/** Writing a notice or a document, new or as a draft that is there already. */
export default function NoticeFormPage() {
  const params = useParams<{ id?: string; kind?: string }>();
  const navigate = useNavigate();
  const load = createLoad(
    () => params.id,
    (id) => api("GET notices/:id", { path: { id } }),
  );
  const heading = () => {
    if (params.id) return t("editNotice");
    return t(params.kind === "document" ? "newDocument" : "newNotice");
  };
  const saved = (noticeId: string) => navigate(`/notices/${noticeId}`);
  return (
    <>
      <header class="head">
        <h1>{heading()}</h1>
        <div class="head__end">
          <A class={buttonClass({})} href={params.id ? `/notices/${params.id}` : "/notices"}>
            {t("toList")}
          </A>
        </div>
      </header>
      <Show when={load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show
        when={params.id === undefined || load.value()}
        fallback={
          <Show when={!load.trouble()}>
            <section class="card">
              <GreyRows />
            </section>
          </Show>
        }
      >
        <DraftForm
          kind={params.kind === "document" ? "document" : "notice"}
          notice={load.value()}
          onSaved={saved}
        />
      </Show>
    </>
  );
}
