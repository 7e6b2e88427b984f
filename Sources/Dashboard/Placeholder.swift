import Hummingbird
import CoreMetrics
enum P {}
