CREATE TABLE `bank` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kana` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bank_account` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`owner_kind` text NOT NULL,
	`owner_id` text NOT NULL,
	`version` integer NOT NULL,
	`sealed` text NOT NULL,
	`lookup` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_account_version` ON `bank_account` (`owner_kind`,`owner_id`,`version`);--> statement-breakpoint
CREATE INDEX `bank_account_lookup` ON `bank_account` (`region_id`,`lookup`);--> statement-breakpoint
CREATE TABLE `bank_branch` (
	`bank_code` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kana` text NOT NULL,
	PRIMARY KEY(`bank_code`, `code`)
);
--> statement-breakpoint
CREATE TABLE `closing` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`number` integer NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text NOT NULL,
	`pay_on` text NOT NULL,
	`rule_version` integer NOT NULL,
	`state` text NOT NULL,
	`stores` integer NOT NULL,
	`payees` integer NOT NULL,
	`payments` integer NOT NULL,
	`paid_yen` integer NOT NULL,
	`reversed_yen` integer NOT NULL,
	`fee_yen` integer NOT NULL,
	`tax_yen` integer NOT NULL,
	`carried_in_yen` integer NOT NULL,
	`carried_out_yen` integer NOT NULL,
	`payable_yen` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`confirmed_at_ms` integer,
	`confirmed_by` text,
	`approved_at_ms` integer,
	`approved_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `closing_number` ON `closing` (`programme_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `closing_from` ON `closing` (`programme_id`,`from_on`);--> statement-breakpoint
CREATE INDEX `closing_region` ON `closing` (`region_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `closing_line` (
	`closing_id` text NOT NULL,
	`store_id` text NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`store_name` text NOT NULL,
	`organisation_name` text NOT NULL,
	`payee_kind` text NOT NULL,
	`payee_id` text NOT NULL,
	`payments` integer NOT NULL,
	`paid_yen` integer NOT NULL,
	`reversals` integer NOT NULL,
	`reversed_yen` integer NOT NULL,
	`fee_basis_points` integer NOT NULL,
	`fee_fixed_yen` integer NOT NULL,
	`fee_yen` integer NOT NULL,
	`tax_yen` integer NOT NULL,
	`carried_in_yen` integer NOT NULL,
	`carried_out_yen` integer NOT NULL,
	`payable_yen` integer NOT NULL,
	`outcome` text NOT NULL,
	PRIMARY KEY(`closing_id`, `store_id`)
);
--> statement-breakpoint
CREATE INDEX `closing_line_payee` ON `closing_line` (`closing_id`,`payee_kind`,`payee_id`);--> statement-breakpoint
CREATE INDEX `closing_line_organisation` ON `closing_line` (`organisation_id`,`closing_id`);--> statement-breakpoint
CREATE TABLE `payout` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`number` integer NOT NULL,
	`pay_on` text NOT NULL,
	`rule_version` integer NOT NULL,
	`state` text NOT NULL,
	`items` integer NOT NULL,
	`sum_yen` integer NOT NULL,
	`file_sha256` text,
	`downloaded_at_ms` integer,
	`downloaded_by` text,
	`operation_id` text,
	`sent_at_ms` integer,
	`sent_by` text,
	`settled_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payout_number` ON `payout` (`programme_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `payout_operation` ON `payout` (`operation_id`);--> statement-breakpoint
CREATE INDEX `payout_region` ON `payout` (`region_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `payout_item` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`closing_id` text NOT NULL,
	`payee_kind` text NOT NULL,
	`payee_id` text NOT NULL,
	`payee_name` text NOT NULL,
	`attempt` integer NOT NULL,
	`amount_yen` integer NOT NULL,
	`state` text NOT NULL,
	`payout_id` text,
	`line` integer,
	`account_id` text,
	`return_operation_id` text,
	`return_reason` text,
	`returned_at_ms` integer,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payout_item_attempt` ON `payout_item` (`closing_id`,`payee_kind`,`payee_id`,`attempt`);--> statement-breakpoint
CREATE UNIQUE INDEX `payout_item_line` ON `payout_item` (`payout_id`,`line`);--> statement-breakpoint
CREATE INDEX `payout_item_programme` ON `payout_item` (`programme_id`,`state`);--> statement-breakpoint
CREATE INDEX `payout_item_payee` ON `payout_item` (`payee_kind`,`payee_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `payout_rule` (
	`programme_id` text NOT NULL,
	`version` integer NOT NULL,
	`region_id` text NOT NULL,
	`effective_from` text NOT NULL,
	`rhythm` text NOT NULL,
	`pay_after_bank_days` integer NOT NULL,
	`fees` text NOT NULL,
	`minimum_yen` integer NOT NULL,
	`registration_number` text,
	`payer_sealed` text NOT NULL,
	`file_options` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`programme_id`, `version`)
);
