CREATE TABLE `resident_device` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`session_id` text NOT NULL,
	`name` text NOT NULL,
	`signed_in_at_ms` integer NOT NULL,
	`last_seen_on` text NOT NULL,
	`proven_at_ms` integer NOT NULL,
	`longest_away_days` integer NOT NULL,
	`news_read_at_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `resident_device_session_id_unique` ON `resident_device` (`session_id`);--> statement-breakpoint
CREATE INDEX `resident_device_resident` ON `resident_device` (`resident_id`,`signed_in_at_ms`);--> statement-breakpoint
CREATE INDEX `resident_device_ended` ON `resident_device` (`ended_at_ms`);--> statement-breakpoint
CREATE INDEX `resident_device_seen` ON `resident_device` (`last_seen_on`);