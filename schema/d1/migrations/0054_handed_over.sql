CREATE TABLE `handed_over` (
	`issue_id` text NOT NULL,
	`from_serial` integer NOT NULL,
	`to_serial` integer NOT NULL,
	`sum_yen` integer NOT NULL,
	`operation_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`issue_id`, `from_serial`)
);
--> statement-breakpoint
ALTER TABLE `issue` ADD `rest_withdrawn` integer DEFAULT 0 NOT NULL;