"""Facts of activity: codes and minutes, sealed at birth. Nothing here says of whom they are."""
