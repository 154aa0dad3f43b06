CREATE TABLE `webhook` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`store_id` text,
	`url` text NOT NULL,
	`events` text NOT NULL,
	`mail_sealed` text,
	`state` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`failing_since_ms` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`stopped_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `webhook_organisation` ON `webhook` (`organisation_id`,`state`);--> statement-breakpoint
CREATE INDEX `webhook_region` ON `webhook` (`region_id`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `webhook_delivery` (
	`webhook_id` text NOT NULL,
	`event_id` text NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`since_ms` integer NOT NULL,
	`next_try_at_ms` integer NOT NULL,
	`lease_until_ms` integer NOT NULL,
	`last_answer` text,
	`last_try_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`ended_at_ms` integer,
	PRIMARY KEY(`webhook_id`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `webhook_delivery_list` ON `webhook_delivery` (`webhook_id`,`created_at_ms`,`event_id`);--> statement-breakpoint
CREATE INDEX `webhook_delivery_due` ON `webhook_delivery` (`next_try_at_ms`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `webhook_delivery_ended` ON `webhook_delivery` (`ended_at_ms`) WHERE ended_at_ms is not null;--> statement-breakpoint
CREATE TABLE `webhook_secret` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook_id` text NOT NULL,
	`sealed` text NOT NULL,
	`made_at_ms` integer NOT NULL,
	`made_by` text NOT NULL,
	`ends_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `webhook_secret_webhook` ON `webhook_secret` (`webhook_id`,`made_at_ms`);