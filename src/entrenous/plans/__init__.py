"""The assessment and the plan made together: objectives in her words, who does what by when."""
