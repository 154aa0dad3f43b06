CREATE TABLE `coupon` (
	`programme_id` text NOT NULL,
	`serial` integer NOT NULL,
	`region_id` text NOT NULL,
	`issue_id` text NOT NULL,
	`actor` text NOT NULL,
	`pepper_generation` integer NOT NULL,
	`key_id` text NOT NULL,
	`salt` integer NOT NULL,
	`face_yen` integer NOT NULL,
	`issuer_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`not_before_on` text,
	`expires_on` text NOT NULL,
	`mac` text NOT NULL,
	PRIMARY KEY(`programme_id`, `serial`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coupon_actor` ON `coupon` (`actor`);--> statement-breakpoint
CREATE INDEX `coupon_issue` ON `coupon` (`issue_id`,`serial`);--> statement-breakpoint
CREATE TABLE `issue` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`issuer_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`operation_id` text NOT NULL,
	`state` text NOT NULL,
	`fund_seq` integer NOT NULL,
	`serial_from` integer NOT NULL,
	`count` integer NOT NULL,
	`sum_yen` integer NOT NULL,
	`written` integer NOT NULL,
	`not_before_on` text,
	`expires_on` text NOT NULL,
	`key_id` text NOT NULL,
	`pepper_generation` integer NOT NULL,
	`faces` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text
);
--> statement-breakpoint
CREATE INDEX `issue_branch` ON `issue` (`branch_id`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `issue_programme` ON `issue` (`programme_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `resident_freeze` (
	`resident_id` text NOT NULL,
	`region_id` text NOT NULL,
	`frozen` integer NOT NULL,
	`operation_id` text NOT NULL,
	`since_ms` integer NOT NULL,
	`driven_at_ms` integer,
	PRIMARY KEY(`resident_id`, `region_id`)
);
--> statement-breakpoint
CREATE TABLE `system_flag` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wallet_link` (
	`resident_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`region_id` text NOT NULL,
	`actor` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`resident_id`, `programme_id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wallet_link_actor` ON `wallet_link` (`actor`);--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`kind` text NOT NULL,
	`params` text NOT NULL,
	`state` text NOT NULL,
	`written` integer NOT NULL,
	`total` integer,
	`file_key` text,
	`file_name` text,
	`file_bytes` integer,
	`file_sha256` text,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `job_region` ON `job` (`region_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `actor_head` (
	`actor` text PRIMARY KEY NOT NULL,
	`class` text NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`max_seq` integer NOT NULL,
	`balance_yen` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `actor_head_gap` ON `actor_head` (`updated_at_ms`) WHERE max_seq > seq;--> statement-breakpoint
CREATE TABLE `alert` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`region_id` text,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`raised_at_ms` integer NOT NULL,
	`closed_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `alert_region` ON `alert` (`region_id`,`raised_at_ms`);--> statement-breakpoint
CREATE TABLE `job_work` (
	`job_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`work` text NOT NULL,
	`lease_until_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `journal` (
	`position` integer PRIMARY KEY NOT NULL,
	`actor` text NOT NULL,
	`seq` integer NOT NULL,
	`class` text NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`book_date` text NOT NULL,
	`operation_id` text NOT NULL,
	`line` integer NOT NULL,
	`kind` text NOT NULL,
	`account` text NOT NULL,
	`expires_on` text,
	`amount_yen` integer NOT NULL,
	`store_id` text,
	`till_id` text,
	`issuer_id` text,
	`detail` text,
	`request_hash` text,
	`result` text,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	`log_key` text NOT NULL,
	`projected_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journal_actor` ON `journal` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `journal_programme` ON `journal` (`programme_id`,`book_date`);--> statement-breakpoint
CREATE INDEX `journal_operation` ON `journal` (`operation_id`);--> statement-breakpoint
CREATE INDEX `journal_store` ON `journal` (`store_id`,`at_ms`) WHERE store_id is not null;--> statement-breakpoint
CREATE TABLE `journal_break` (
	`id` text PRIMARY KEY NOT NULL,
	`what` text NOT NULL,
	`actor` text,
	`seq` integer,
	`region_id` text,
	`programme_id` text,
	`hash` text,
	`expected_hash` text,
	`log_key` text NOT NULL,
	`state` text NOT NULL,
	`found_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `journal_break_actor` ON `journal_break` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `journal_break_state` ON `journal_break` (`state`,`found_at_ms`);--> statement-breakpoint
CREATE TABLE `ledger_total` (
	`programme_id` text NOT NULL,
	`book_date` text NOT NULL,
	`expires_on` text NOT NULL,
	`class` text NOT NULL,
	`kind` text NOT NULL,
	`part` text NOT NULL,
	`region_id` text NOT NULL,
	`rows` integer NOT NULL,
	`amount_yen` integer NOT NULL,
	PRIMARY KEY(`programme_id`, `book_date`, `expires_on`, `class`, `kind`, `part`)
);
--> statement-breakpoint
CREATE TABLE `seal` (
	`book_date` text PRIMARY KEY NOT NULL,
	`sealed_at_ms` integer NOT NULL,
	`file_key` text NOT NULL,
	`file_hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `store_day` (
	`store_id` text NOT NULL,
	`book_date` text NOT NULL,
	`programme_id` text NOT NULL,
	`region_id` text NOT NULL,
	`paper_count` integer NOT NULL,
	`paper_yen` integer NOT NULL,
	`app_count` integer NOT NULL,
	`app_yen` integer NOT NULL,
	`paper_reversed_count` integer NOT NULL,
	`paper_reversed_yen` integer NOT NULL,
	`app_reversed_count` integer NOT NULL,
	`app_reversed_yen` integer NOT NULL,
	PRIMARY KEY(`store_id`, `book_date`, `programme_id`)
);
--> statement-breakpoint
CREATE INDEX `store_day_programme` ON `store_day` (`programme_id`,`book_date`);--> statement-breakpoint
CREATE TABLE `transfer` (
	`actor` text NOT NULL,
	`parent` text NOT NULL,
	`class` text NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`kind` text,
	`target` text,
	`began_at_ms` integer,
	`held_yen` integer NOT NULL,
	`arrived_yen` integer NOT NULL,
	`ended_as` text,
	PRIMARY KEY(`actor`, `parent`)
);
--> statement-breakpoint
CREATE INDEX `transfer_open` ON `transfer` (`began_at_ms`) WHERE ended_as is null;--> statement-breakpoint
CREATE INDEX `transfer_uneven` ON `transfer` (`programme_id`) WHERE held_yen <> arrived_yen;--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`region_id` text,
	`at_ms` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`before` text,
	`after` text,
	`reason` text,
	`request_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_region` ON `audit_log` (`region_id`,`at_ms`);--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject_kind`,`subject_id`);--> statement-breakpoint
CREATE TABLE `dev_inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at_ms` integer NOT NULL,
	`recipient` text NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `membership` (
	`staff_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`role` text NOT NULL,
	`region_id` text NOT NULL,
	PRIMARY KEY(`staff_id`, `organisation_id`, `role`)
);
--> statement-breakpoint
CREATE INDEX `membership_organisation` ON `membership` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `resident` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at_ms` integer NOT NULL,
	`sessions_from_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `resident_phone` (
	`lookup` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`sealed` text NOT NULL,
	`verified_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `resident_phone_resident_id_unique` ON `resident_phone` (`resident_id`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`login_id` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`must_change_password` integer NOT NULL,
	`state` text NOT NULL,
	`sessions_from_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_login_id_unique` ON `staff` (`login_id`);--> statement-breakpoint
CREATE INDEX `staff_region` ON `staff` (`region_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `stay` (
	`issue_id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`sealed` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `programme` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`pay_name` text NOT NULL,
	`face` text NOT NULL,
	`unit_word` text NOT NULL,
	`faces_yen` text NOT NULL,
	`face_per` text NOT NULL,
	`stay_required` integer NOT NULL,
	`validity` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`scope` text NOT NULL,
	`caps` text NOT NULL,
	`reprint_hours` integer NOT NULL,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `programme_region` ON `programme` (`region_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `programme_rule` (
	`programme_id` text NOT NULL,
	`version` integer NOT NULL,
	`region_id` text NOT NULL,
	`effective_from_ms` integer NOT NULL,
	`unit_yen` integer NOT NULL,
	`pay_limit_yen` integer NOT NULL,
	`person_cap_yen` integer,
	PRIMARY KEY(`programme_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `municipality` (
	`region_id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`region_id`, `code`)
);
--> statement-breakpoint
CREATE TABLE `organisation` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`parent_id` text,
	`name` text NOT NULL,
	`kana` text NOT NULL,
	`is_secretariat` integer NOT NULL,
	`is_issuer` integer NOT NULL,
	`is_merchant` integer NOT NULL,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `organisation_region` ON `organisation` (`region_id`,`kana`,`id`);--> statement-breakpoint
CREATE INDEX `organisation_parent` ON `organisation` (`parent_id`);--> statement-breakpoint
CREATE TABLE `region` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `region_name_unique` ON `region` (`name`);--> statement-breakpoint
CREATE TABLE `store` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`name` text NOT NULL,
	`kana` text NOT NULL,
	`address` text NOT NULL,
	`municipality` text NOT NULL,
	`industry` text NOT NULL,
	`accepts` text NOT NULL,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `store_region` ON `store` (`region_id`,`kana`,`id`);--> statement-breakpoint
CREATE INDEX `store_kana` ON `store` (`kana`,`id`);--> statement-breakpoint
CREATE INDEX `store_organisation` ON `store` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `till` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`store_id` text NOT NULL,
	`number` integer NOT NULL,
	`rotation` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `till_store` ON `till` (`store_id`,`number`);