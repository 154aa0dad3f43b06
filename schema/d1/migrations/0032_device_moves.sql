CREATE TABLE `device_move` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`key_hash` text,
	`name` text,
	`state` text NOT NULL,
	`new_device_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`until_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_move_code_hash_unique` ON `device_move` (`code_hash`);--> statement-breakpoint
CREATE INDEX `device_move_resident` ON `device_move` (`resident_id`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `device_move_age` ON `device_move` (`until_ms`);