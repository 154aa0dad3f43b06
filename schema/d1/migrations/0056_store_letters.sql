CREATE TABLE `letter` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`store_id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`proposed_at_ms` integer,
	`proposed_by` text,
	`decided_at_ms` integer,
	`decided_by` text,
	`reason` text,
	`sent_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `letter_store` ON `letter` (`store_id`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `letter_region` ON `letter` (`region_id`,`state`,`created_at_ms`,`id`) WHERE proposed_at_ms is not null;--> statement-breakpoint
CREATE TABLE `letter_delivery` (
	`letter_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`read_at_ms` integer,
	PRIMARY KEY(`letter_id`, `resident_id`)
);
--> statement-breakpoint
CREATE INDEX `letter_delivery_inbox` ON `letter_delivery` (`resident_id`,`at_ms`,`letter_id`);--> statement-breakpoint
CREATE INDEX `letter_delivery_age` ON `letter_delivery` (`at_ms`);--> statement-breakpoint
CREATE TABLE `letter_mute` (
	`resident_id` text NOT NULL,
	`store_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`resident_id`, `store_id`)
);
--> statement-breakpoint
DROP INDEX `push_message_broadcast`;--> statement-breakpoint
CREATE INDEX `push_message_broadcast` ON `push_message` (`key`,`state`) WHERE kind = 'notice';--> statement-breakpoint
DROP INDEX `store_follow_store`;--> statement-breakpoint
CREATE INDEX `store_follow_store` ON `store_follow` (`store_id`,`resident_id`);--> statement-breakpoint
ALTER TABLE `notice` DROP COLUMN `store_id`;