import { to } from "../frame/addresses.ts";
import { TaskFrame } from "../frame/frame.tsx";
import { DayWord } from "../home/day-word.tsx";
import { LivePayments } from "../home/live-payments.tsx";
import { useShop } from "../home/shop.tsx";
import styles from "./easy-home.module.css";
import { t } from "./words.ts";

/** Whether the customer has paid by app: what came in, beside the word to compare with their screen (EAS-4). */
export function ArrivedPage() {
  const shop = useShop();
  return (
    <TaskFrame title={t("arrivedTitle")} backTo={to.home} face={shop.onlyPay()?.face}>
      <div class={styles.arrived}>
        <DayWord />
        <LivePayments />
      </div>
    </TaskFrame>
  );
}
