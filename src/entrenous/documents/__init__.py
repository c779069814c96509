"""Files sealed in a container: received, listed, read, shown as images, taken away."""
