namespace FhirTyped.R4;

/// <content>Parameters by name.</content>
public sealed partial class Parameters
{
    /// <summary>The first parameter of a name, or null.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public ParametersParameter? Get(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var parameter in Parameter)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>All parameters of a name, in order.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public IEnumerable<ParametersParameter> GetAll(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Parameter.Where(parameter => parameter.Name == name);
    }

    /// <summary>Adds a parameter with a value; this object, to add more.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public Parameters Add(string name, Element value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Parameter.Add(new ParametersParameter { Name = name, Value = value });
        return this;
    }

    /// <summary>Adds a parameter with a resource; this object, to add more.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    public Parameters Add(string name, Resource resource)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(resource);
        Parameter.Add(new ParametersParameter { Name = name, Resource = resource });
        return this;
    }
}
