CREATE TABLE `pos_key` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`store_id` text NOT NULL,
	`till_id` text,
	`name` text NOT NULL,
	`operations` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at_ms` integer,
	`ended_at_ms` integer,
	`used_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `pos_key_store` ON `pos_key` (`store_id`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `pos_key_secret` (
	`hash` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`hint` text NOT NULL,
	`made_at_ms` integer NOT NULL,
	`made_by` text NOT NULL,
	`ends_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `pos_key_secret_key` ON `pos_key_secret` (`key_id`,`made_at_ms`);