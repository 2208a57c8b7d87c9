"""Whether the types of commands agree with schemas that are owned by somebody else."""
