CREATE TABLE `issue_list` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`issuer_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`file_sha256` text NOT NULL,
	`headings` text NOT NULL,
	`mapping` text NOT NULL,
	`checks` integer NOT NULL,
	`tries` integer NOT NULL,
	`again_reason` text,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`issued_at_ms` integer,
	`issued_by` text,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `issue_list_branch` ON `issue_list` (`branch_id`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `issue_list_file` ON `issue_list` (`branch_id`,`file_sha256`);--> statement-breakpoint
CREATE TABLE `issue_list_row` (
	`list_id` text NOT NULL,
	`row` integer NOT NULL,
	`region_id` text NOT NULL,
	`state` text NOT NULL,
	`coupons` integer NOT NULL,
	`sum_yen` integer NOT NULL,
	`sealed` text,
	`issue_id` text,
	`refused_with` text,
	PRIMARY KEY(`list_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `issue_list_row_state` ON `issue_list_row` (`list_id`,`state`,`row`);