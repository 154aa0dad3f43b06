CREATE TABLE `coupon_freeze` (
	`actor` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`seq` integer NOT NULL,
	`frozen` integer NOT NULL,
	`operation_id` text NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `coupon_freeze_now` ON `coupon_freeze` (`region_id`,`at_ms`) WHERE frozen = 1;--> statement-breakpoint
ALTER TABLE `resident` ADD `stopped_at_ms` integer;--> statement-breakpoint
CREATE INDEX `resident_stopped` ON `resident` (`stopped_at_ms`) WHERE stopped_at_ms is not null;--> statement-breakpoint
CREATE INDEX `issue_stopped` ON `issue` (`region_id`) WHERE state = 'stopped';--> statement-breakpoint
CREATE INDEX `resident_freeze_now` ON `resident_freeze` (`region_id`,`since_ms`) WHERE frozen = 1;--> statement-breakpoint
CREATE INDEX `staff_stopped` ON `staff` (`region_id`) WHERE state = 'stopped';--> statement-breakpoint
CREATE INDEX `organisation_stopped` ON `organisation` (`region_id`) WHERE state = 'stopped';--> statement-breakpoint
CREATE INDEX `store_stopped` ON `store` (`region_id`) WHERE state = 'suspended';