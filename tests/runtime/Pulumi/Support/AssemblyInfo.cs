// A program finds its engine by environment variables, which are one for the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
