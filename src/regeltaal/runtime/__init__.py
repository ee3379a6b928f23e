"""Events through rules to actions: intake, processing, the store, effects, the timeline."""
