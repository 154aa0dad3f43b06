CREATE TABLE `store_follow` (
	`resident_id` text NOT NULL,
	`store_id` text NOT NULL,
	`followed_at_ms` integer NOT NULL,
	PRIMARY KEY(`resident_id`, `store_id`)
);
--> statement-breakpoint
CREATE INDEX `store_follow_store` ON `store_follow` (`store_id`);--> statement-breakpoint
ALTER TABLE `municipality` ADD `kana` text;--> statement-breakpoint
ALTER TABLE `region` ADD `kana` text;