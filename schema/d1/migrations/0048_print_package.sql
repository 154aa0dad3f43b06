ALTER TABLE `job` ADD `issue_id` text;--> statement-breakpoint
CREATE INDEX `job_issue` ON `job` (`issue_id`,`created_at_ms`) WHERE issue_id is not null;