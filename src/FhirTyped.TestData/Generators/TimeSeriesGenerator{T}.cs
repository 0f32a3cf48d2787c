using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Makes resources of one type at the steps of a time series. Rules of the generator that it is given, and its own, see step and time in <see cref="GenerationContext"/>: values can rise, or follow the day.
/// </summary>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class TimeSeriesGenerator<T> : ResourceGenerator<T>
    where T : Resource, IFhirResource<T>, new()
{
    private readonly ResourceGenerator<T> _generator;
    private readonly Action<T, DateTimeOffset> _time;
    private readonly TimeSteps _steps;

    /// <summary>Creates a time series.</summary>
    /// <param name="generator">Makes the resource of each step.</param>
    /// <param name="time">Sets the resource's time: <c>(observation, time) =&gt; observation.EffectiveDateTime = time</c>.</param>
    /// <param name="options">When the steps are; its seed, reference date and ids are used, not those of <paramref name="generator"/>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> contradict each other, lead beyond the year 9999, or <paramref name="generator"/> is a time series itself.</exception>
    public TimeSeriesGenerator(ResourceGenerator<T> generator, Action<T, DateTimeOffset> time, TimeSeriesOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(time);
        if (generator is TimeSeriesGenerator<T>)
        {
            throw new ArgumentException("The resource of a step is no time series.", nameof(generator));
        }

        _generator = generator;
        _time = time;
        _steps = new(options);
    }

    /// <summary>Makes the resources of one series while they are enumerated.</summary>
    public IEnumerable<T> Generate() => Generate(1);

    internal override string Unit => "series of " + ResourceType;

    internal override IEnumerable<T> CreateAllAt(GenerationContext context)
    {
        var step = 0;
        foreach (var time in _steps.All())
        {
            var at = context.At(step++, time);
            var resource = _generator.CreateOneAt(at);
            _time(resource, time);
            ApplyRules(resource, at, ":series rule");
            yield return resource;
        }
    }
}
