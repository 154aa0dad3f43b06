ALTER TABLE `job` ADD `sums` text;--> statement-breakpoint
ALTER TABLE `job` ADD `told` text;--> statement-breakpoint
ALTER TABLE `job` ADD `failure` text;--> statement-breakpoint
ALTER TABLE `job` ADD `kept_until_ms` integer;--> statement-breakpoint
ALTER TABLE `job` ADD `gone_at_ms` integer;--> statement-breakpoint
CREATE INDEX `job_kept` ON `job` (`kept_until_ms`) WHERE kept_until_ms is not null and gone_at_ms is null;--> statement-breakpoint
ALTER TABLE `retention` ADD `report_days` integer DEFAULT 90 NOT NULL;