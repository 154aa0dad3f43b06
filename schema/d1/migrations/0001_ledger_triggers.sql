-- Totals move only when a journal row was really inserted (PUB-3): a trigger doesn't fire for a row that
-- `on conflict do nothing` left out. Custom: drizzle-kit doesn't know triggers.
CREATE TRIGGER `journal_total` AFTER INSERT ON `journal` BEGIN
  INSERT INTO `ledger_total` (`programme_id`, `book_date`, `expires_on`, `class`, `kind`, `part`, `region_id`, `rows`, `amount_yen`)
  VALUES (
    new.`programme_id`, new.`book_date`, coalesce(new.`expires_on`, ''), new.`class`, new.`kind`,
    CASE WHEN new.`class` = 'fund' THEN new.`account` WHEN new.`kind` = 'credit' THEN coalesce(json_extract(new.`detail`, '$.origin'), '') ELSE '' END,
    new.`region_id`, 1, new.`amount_yen`
  )
  ON CONFLICT (`programme_id`, `book_date`, `expires_on`, `class`, `kind`, `part`)
  DO UPDATE SET `rows` = `rows` + 1, `amount_yen` = `amount_yen` + excluded.`amount_yen`;
END;
--> statement-breakpoint
CREATE TRIGGER `journal_store_day` AFTER INSERT ON `journal` WHEN new.`store_id` IS NOT NULL AND new.`kind` IN ('pay', 'reverse') BEGIN
  INSERT INTO `store_day` (`store_id`, `book_date`, `programme_id`, `region_id`, `paper_count`, `paper_yen`, `app_count`, `app_yen`,
    `paper_reversed_count`, `paper_reversed_yen`, `app_reversed_count`, `app_reversed_yen`)
  VALUES (
    new.`store_id`, new.`book_date`, new.`programme_id`, new.`region_id`,
    (new.`kind` = 'pay' AND new.`class` = 'coupon' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'pay' AND new.`class` = 'coupon' THEN -new.`amount_yen` ELSE 0 END,
    (new.`kind` = 'pay' AND new.`class` = 'wallet' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'pay' AND new.`class` = 'wallet' THEN -new.`amount_yen` ELSE 0 END,
    (new.`kind` = 'reverse' AND new.`class` = 'coupon' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'reverse' AND new.`class` = 'coupon' THEN new.`amount_yen` ELSE 0 END,
    (new.`kind` = 'reverse' AND new.`class` = 'wallet' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'reverse' AND new.`class` = 'wallet' THEN new.`amount_yen` ELSE 0 END
  )
  ON CONFLICT (`store_id`, `book_date`, `programme_id`) DO UPDATE SET
    `paper_count` = `paper_count` + excluded.`paper_count`, `paper_yen` = `paper_yen` + excluded.`paper_yen`,
    `app_count` = `app_count` + excluded.`app_count`, `app_yen` = `app_yen` + excluded.`app_yen`,
    `paper_reversed_count` = `paper_reversed_count` + excluded.`paper_reversed_count`,
    `paper_reversed_yen` = `paper_reversed_yen` + excluded.`paper_reversed_yen`,
    `app_reversed_count` = `app_reversed_count` + excluded.`app_reversed_count`,
    `app_reversed_yen` = `app_reversed_yen` + excluded.`app_reversed_yen`;
END;
--> statement-breakpoint
CREATE TRIGGER `journal_transfer_begun` AFTER INSERT ON `journal`
WHEN new.`kind` IN ('charge-pending', 'cancel', 'grant-pending') AND new.`amount_yen` <> 0 BEGIN
  INSERT INTO `transfer` (`actor`, `parent`, `class`, `region_id`, `programme_id`, `kind`, `target`, `began_at_ms`, `held_yen`, `arrived_yen`)
  VALUES (
    new.`actor`, new.`operation_id`, new.`class`, new.`region_id`, new.`programme_id`, new.`kind`,
    json_extract(new.`detail`, '$.target'), new.`at_ms`,
    CASE WHEN new.`kind` <> 'grant-pending' THEN -new.`amount_yen` WHEN new.`account` = 'granting' THEN new.`amount_yen` ELSE 0 END,
    0
  )
  ON CONFLICT (`actor`, `parent`) DO UPDATE SET `kind` = excluded.`kind`, `target` = coalesce(excluded.`target`, `target`),
    `began_at_ms` = excluded.`began_at_ms`, `held_yen` = `held_yen` + excluded.`held_yen`;
END;
--> statement-breakpoint
CREATE TRIGGER `journal_transfer_arrived` AFTER INSERT ON `journal`
WHEN new.`kind` IN ('credit', 'cancel-return', 'replace') AND json_extract(new.`detail`, '$.parent') IS NOT NULL BEGIN
  INSERT INTO `transfer` (`actor`, `parent`, `class`, `region_id`, `programme_id`, `held_yen`, `arrived_yen`)
  VALUES (
    json_extract(new.`detail`, '$.source'), json_extract(new.`detail`, '$.parent'),
    coalesce(json_extract(new.`detail`, '$.from'), 'coupon'), new.`region_id`, new.`programme_id`, 0,
    CASE WHEN new.`kind` = 'credit' THEN new.`amount_yen` ELSE -new.`amount_yen` END
  )
  ON CONFLICT (`actor`, `parent`) DO UPDATE SET `arrived_yen` = `arrived_yen` + excluded.`arrived_yen`;
END;
--> statement-breakpoint
CREATE TRIGGER `journal_transfer_ended` AFTER INSERT ON `journal`
WHEN new.`kind` IN ('charge-posted', 'charge-voided', 'cancel-posted', 'grant-posted', 'grant-voided') AND json_extract(new.`detail`, '$.parent') IS NOT NULL BEGIN
  INSERT INTO `transfer` (`actor`, `parent`, `class`, `region_id`, `programme_id`, `held_yen`, `arrived_yen`, `ended_as`)
  VALUES (new.`actor`, json_extract(new.`detail`, '$.parent'), new.`class`, new.`region_id`, new.`programme_id`, 0, 0, new.`kind`)
  ON CONFLICT (`actor`, `parent`) DO UPDATE SET `ended_as` = excluded.`ended_as`;
END;
