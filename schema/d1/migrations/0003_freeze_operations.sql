CREATE TABLE `freeze_operation` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`operation_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`region_id` text NOT NULL,
	`frozen` integer NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `freeze_operation_id` ON `freeze_operation` (`operation_id`);--> statement-breakpoint
CREATE INDEX `freeze_operation_resident` ON `freeze_operation` (`resident_id`,`region_id`,`seq`);--> statement-breakpoint
-- What is in force was asked for by somebody: its own late copy must be known too.
INSERT INTO `freeze_operation` (`operation_id`, `resident_id`, `region_id`, `frozen`, `at_ms`)
SELECT `operation_id`, `resident_id`, `region_id`, `frozen`, `since_ms` FROM `resident_freeze`;
