namespace FhirTyped.Sandbox;

/// <summary>Which faults are still to come, in the order in which they were planned. Thread-safe.</summary>
internal sealed class PlannedFaults
{
    private readonly Lock _lock = new();
    private readonly List<Plan> _plans = [];

    public void Add(SandboxFault fault, int times, Func<string, string, bool> isMeant)
    {
        lock (_lock)
        {
            _plans.Add(new Plan(fault, isMeant) { Left = times });
        }
    }

    /// <summary>The first fault that is meant for a request; null where none is.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="path">The path of the address, without its query.</param>
    public SandboxFault? Take(string method, string path)
    {
        lock (_lock)
        {
            var index = _plans.FindIndex(plan => plan.IsMeant(method, path));
            if (index < 0)
            {
                return null;
            }

            var plan = _plans[index];
            if (--plan.Left == 0)
            {
                _plans.RemoveAt(index);
            }

            return plan.Fault;
        }
    }

    private sealed class Plan(SandboxFault fault, Func<string, string, bool> isMeant)
    {
        public SandboxFault Fault { get; } = fault;

        public Func<string, string, bool> IsMeant { get; } = isMeant;

        public int Left { get; set; }
    }
}
