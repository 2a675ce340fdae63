-- Health of a ModelDeployment for Argo CD. What needs a human is Degraded; what starts or changes is Progressing; what
-- serves is Healthy, also while a larger size waits for free accelerators, which the message then says.

local function condition(type)
  for _, it in ipairs(obj.status.conditions or {}) do
    if it.type == type then
      return it
    end
  end
  return {status = "Unknown", message = "the operator has not reported " .. type}
end

local function health(status, message)
  local placed = condition("Placed")
  if placed.status == "False" then
    message = message .. "; " .. placed.message
  end
  return {status = status, message = message}
end

if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the operator has not seen this generation yet"}
end

local stalled = condition("Stalled")
if stalled.status == "True" then
  return {status = "Degraded", message = stalled.message}
end

local reconciling = condition("Reconciling")
if reconciling.status == "True" then
  return health("Progressing", reconciling.message)
end

local ready = condition("Ready")
if ready.status == "True" then
  return health("Healthy", ready.message)
end
return health("Progressing", ready.message)
