CREATE TABLE `expiry_news` (
	`resident_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`expires_on` text NOT NULL,
	`days` integer NOT NULL,
	`region_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`resident_id`, `programme_id`, `expires_on`, `days`)
);
--> statement-breakpoint
CREATE TABLE `news_choice` (
	`resident_id` text PRIMARY KEY NOT NULL,
	`quiet_kinds` text NOT NULL,
	`hides_details` integer NOT NULL,
	`looked_up_to_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `push_message` (
	`device_id` text NOT NULL,
	`key` text NOT NULL,
	`resident_id` text NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text,
	`kind` text NOT NULL,
	`amount_yen` integer,
	`store_id` text,
	`expires_on` text,
	`at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`rank` integer NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at_ms` integer NOT NULL,
	`lease_until_ms` integer NOT NULL,
	`last_failure` text,
	PRIMARY KEY(`device_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `push_message_due` ON `push_message` (`rank`,`next_try_at_ms`) WHERE state = 'queued';--> statement-breakpoint
CREATE TABLE `push_round` (
	`key` text PRIMARY KEY NOT NULL,
	`after` text NOT NULL,
	`begun_at_ms` integer NOT NULL,
	`done_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `push_round_open` ON `push_round` (`begun_at_ms`) WHERE done_at_ms is null;--> statement-breakpoint
CREATE TABLE `push_subscription` (
	`device_id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`endpoint_hash` text NOT NULL,
	`sealed` text NOT NULL,
	`locale` text NOT NULL,
	`subscribed_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscription_endpoint_hash_unique` ON `push_subscription` (`endpoint_hash`);--> statement-breakpoint
CREATE INDEX `push_subscription_resident` ON `push_subscription` (`resident_id`);
--> statement-breakpoint
-- PSH-3: a subscription ends with its device, whatever ends that, and with it what was still to be sent there.
CREATE TRIGGER `resident_device_ended_push` AFTER UPDATE OF `ended_at_ms` ON `resident_device`
WHEN new.`ended_at_ms` IS NOT NULL BEGIN
  DELETE FROM `push_subscription` WHERE `device_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `resident_device_gone_push` AFTER DELETE ON `resident_device` BEGIN
  DELETE FROM `push_subscription` WHERE `device_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `resident_stopped_push` AFTER UPDATE OF `stopped_at_ms` ON `resident`
WHEN new.`stopped_at_ms` IS NOT NULL BEGIN
  DELETE FROM `push_subscription` WHERE `resident_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `push_subscription_gone` AFTER DELETE ON `push_subscription` BEGIN
  DELETE FROM `push_message` WHERE `device_id` = old.`device_id` AND `state` = 'queued';
END;
