CREATE TABLE `payment_code` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`actor` text NOT NULL,
	`operation_id` text NOT NULL,
	`most_yen` integer,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_code_actor_unique` ON `payment_code` (`actor`);--> statement-breakpoint
CREATE INDEX `payment_code_time` ON `payment_code` (`expires_at_ms`);