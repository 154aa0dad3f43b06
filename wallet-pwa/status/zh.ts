import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about what is disturbed, in Chinese. */
export const zh: Translation<typeof ja> = {
  payments: "现在不能支付和充值。",
  paymentsWorks: "余额不会减少，可以查看余额和记录。如果着急，请用现金等方式支付。",
  records: "现在有一部分功能不能使用。",
  recordsWorks: "可以查看余额，也可以扫店铺的二维码支付。充值、出示付款码、登录和查找店铺可能无法使用。",
  messages: "现在不能发送短信和拨打语音电话。",
  messagesWorks: "已登录的人可以照常使用。新的登录和更换电话号码请稍等。",
  late: "记录的更新有延迟。",
  lateWorks: "支付、充值和余额一切照常。取消和退款的标记可能会晚一些显示。",
  slow: "现在使用的人很多。",
  slowWorks: "可以使用，但可能需要一些时间。按钮请只按一次，然后稍等。",
};
