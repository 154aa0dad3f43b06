CREATE TABLE `issue_evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`issue_id` text NOT NULL,
	`file_key` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`sealed_name` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `issue_evidence_issue` ON `issue_evidence` (`issue_id`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `issue_evidence_kept` ON `issue_evidence` (`created_at_ms`);