namespace FhirTyped.R4;

/// <summary>What every resource and element can do.</summary>
public static class BaseExtensions
{
    /// <summary>A deep copy of the same type, with everything that reading kept.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static T DeepClone<T>(this T value)
        where T : Base
    {
        ArgumentNullException.ThrowIfNull(value);
        return (T)value.CloneBase();
    }
}
