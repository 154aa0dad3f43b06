-- A store's day by till: the same rows as before but one per till, so a payment costs no row more. The days that are
-- already there are added up anew from the journal, which they follow from. Custom: drizzle-kit doesn't know triggers.
DROP TRIGGER `journal_store_day`;--> statement-breakpoint
DROP TABLE `store_day`;--> statement-breakpoint
CREATE TABLE `store_day` (
	`store_id` text NOT NULL,
	`book_date` text NOT NULL,
	`programme_id` text NOT NULL,
	`till_id` text NOT NULL,
	`region_id` text NOT NULL,
	`paper_count` integer NOT NULL,
	`paper_yen` integer NOT NULL,
	`app_count` integer NOT NULL,
	`app_yen` integer NOT NULL,
	`paper_reversed_count` integer NOT NULL,
	`paper_reversed_yen` integer NOT NULL,
	`app_reversed_count` integer NOT NULL,
	`app_reversed_yen` integer NOT NULL,
	PRIMARY KEY(`store_id`, `book_date`, `programme_id`, `till_id`)
);
--> statement-breakpoint
CREATE INDEX `store_day_programme` ON `store_day` (`programme_id`,`book_date`);--> statement-breakpoint
INSERT INTO `store_day`
SELECT `store_id`, `book_date`, `programme_id`, coalesce(`till_id`, ''), `region_id`,
  sum(`kind` = 'pay' AND `class` = 'coupon' AND `line` = 0),
  -sum(CASE WHEN `kind` = 'pay' AND `class` = 'coupon' THEN `amount_yen` ELSE 0 END),
  sum(`kind` = 'pay' AND `class` = 'wallet' AND `line` = 0),
  -sum(CASE WHEN `kind` = 'pay' AND `class` = 'wallet' THEN `amount_yen` ELSE 0 END),
  sum(`kind` = 'reverse' AND `class` = 'coupon' AND `line` = 0),
  sum(CASE WHEN `kind` = 'reverse' AND `class` = 'coupon' THEN `amount_yen` ELSE 0 END),
  sum(`kind` = 'reverse' AND `class` = 'wallet' AND `line` = 0),
  sum(CASE WHEN `kind` = 'reverse' AND `class` = 'wallet' THEN `amount_yen` ELSE 0 END)
FROM `journal` WHERE `store_id` IS NOT NULL AND `kind` IN ('pay', 'reverse')
GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
CREATE TRIGGER `journal_store_day` AFTER INSERT ON `journal` WHEN new.`store_id` IS NOT NULL AND new.`kind` IN ('pay', 'reverse') BEGIN
  INSERT INTO `store_day` (`store_id`, `book_date`, `programme_id`, `till_id`, `region_id`, `paper_count`, `paper_yen`, `app_count`, `app_yen`,
    `paper_reversed_count`, `paper_reversed_yen`, `app_reversed_count`, `app_reversed_yen`)
  VALUES (
    new.`store_id`, new.`book_date`, new.`programme_id`, coalesce(new.`till_id`, ''), new.`region_id`,
    (new.`kind` = 'pay' AND new.`class` = 'coupon' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'pay' AND new.`class` = 'coupon' THEN -new.`amount_yen` ELSE 0 END,
    (new.`kind` = 'pay' AND new.`class` = 'wallet' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'pay' AND new.`class` = 'wallet' THEN -new.`amount_yen` ELSE 0 END,
    (new.`kind` = 'reverse' AND new.`class` = 'coupon' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'reverse' AND new.`class` = 'coupon' THEN new.`amount_yen` ELSE 0 END,
    (new.`kind` = 'reverse' AND new.`class` = 'wallet' AND new.`line` = 0),
    CASE WHEN new.`kind` = 'reverse' AND new.`class` = 'wallet' THEN new.`amount_yen` ELSE 0 END
  )
  ON CONFLICT (`store_id`, `book_date`, `programme_id`, `till_id`) DO UPDATE SET
    `paper_count` = `paper_count` + excluded.`paper_count`, `paper_yen` = `paper_yen` + excluded.`paper_yen`,
    `app_count` = `app_count` + excluded.`app_count`, `app_yen` = `app_yen` + excluded.`app_yen`,
    `paper_reversed_count` = `paper_reversed_count` + excluded.`paper_reversed_count`,
    `paper_reversed_yen` = `paper_reversed_yen` + excluded.`paper_reversed_yen`,
    `app_reversed_count` = `app_reversed_count` + excluded.`app_reversed_count`,
    `app_reversed_yen` = `app_reversed_yen` + excluded.`app_reversed_yen`;
END;
